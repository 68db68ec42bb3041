import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { getMailboxSettings, setQuietHours } from '../../actions/quiet-hours.ts';
import { manageMailbox } from '../../domain/permissions.ts';
import { mailboxSettingsView, savedWords } from './mailbox-settings.view.ts';

const PATH = '/:authority/office/mailbox';

/** When e-mails to applicants may go out, and what became of them. */
export const mailboxSettingsPage = definePage({ method: 'GET', path: PATH, access: manageMailbox, handle: (request) => showSettings(request, []) });

export const mailboxSettingsPost = definePage({
  method: 'POST', path: PATH, access: manageMailbox,
  async handle(request) {
    const { ctx, form, locale, urlFor, authority } = request;
    const hour = (name: string) => (/^\d{1,2}$/u.test(form.text(name)) ? Number(form.text(name)) : -1);
    try {
      await setQuietHours(ctx, { from: hour('from'), until: hour('until') });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showSettings(request, error.fields);
    }
    return redirect(urlFor.office(authority.slug, 'mailbox'), { flash: { kind: 'success', title: savedWords(locale) } });
  },
});

async function showSettings({ ctx, csrf, locale }: Pick<PageRequest, 'ctx' | 'csrf' | 'locale'>, problems: readonly FieldProblem[]) {
  return show(mailboxSettingsView({ ...await getMailboxSettings(ctx), problems }, { csrf, locale }));
}
