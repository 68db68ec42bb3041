import { newId } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { readCaseMessages, writeCaseMessage } from '../../actions/case-messages.ts';
import { openCaseAttachment } from '../../actions/open-attachment.ts';
import { readMessages, writeMessages } from '../../domain/permissions.ts';
import { MESSAGE_UPLOADS } from '../message-form.ts';
import { caseMessagesView, messageSentWords } from './case-messages.view.ts';

const Uuid = Type.String({ format: 'uuid' });
const CaseParams = Type.Object({ case: Uuid });
const PATH = '/:authority/office/cases/:case/messages';

/** The conversation of a case; opening it counts as reading. */
export const caseMessagesPage = definePage({ method: 'GET', path: PATH, access: readMessages, params: CaseParams, handle: (request) => showMessages(request, { text: '', problems: [] }) });

export const caseMessagesPost = definePage({
  method: 'POST', path: PATH, access: writeMessages, params: CaseParams, uploads: MESSAGE_UPLOADS,
  async handle(request) {
    const { ctx, params, form, locale, urlFor, authority } = request;
    const text = form.text('text');
    try {
      await writeCaseMessage(ctx, { case: params.case, typed: { id: form.text('message'), text, files: form.files('files'), hasTooManyFiles: form.hasTooManyFiles, language: locale } });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showMessages(request, { text, problems: error.fields });
    }
    return redirect(urlFor.office(authority.slug, 'cases', params.case, 'messages'), { flash: { kind: 'success', title: messageSentWords(locale) } });
  },
});

/** An attachment of a case. What people uploaded is sent so that it can run nothing. */
export const caseAttachmentPage = definePage({
  method: 'GET', path: `${PATH}/:attachment`, access: readMessages, params: Type.Object({ case: Uuid, attachment: Uuid }),
  handle: async ({ ctx, params }) => sendFile({ ...await openCaseAttachment(ctx, params), isForeign: true }),
});

async function showMessages(request: PageRequest<{ case: string }, unknown>, typed: { readonly text: string; readonly problems: readonly FieldProblem[] }) {
  const { ctx, params, locale, csrf, urlFor, authority } = request;
  const href = (...more: string[]) => urlFor.office(authority.slug, 'cases', params.case, ...more);
  return show(caseMessagesView({ ...await readCaseMessages(ctx, params), ...typed, id: newId() }, { locale, csrf, listHref: urlFor.office(authority.slug, 'cases'), caseHref: href(), pageHref: href('messages'), fileHref: (id) => href('messages', id) }));
}
