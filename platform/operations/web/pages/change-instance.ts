import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { endInstance } from '../../actions/end-instance.ts';
import { getInstance } from '../../actions/get-instance.ts';
import { resumeInstance } from '../../actions/resume-instance.ts';
import { suspendInstance } from '../../actions/suspend-instance.ts';
import { DEFAULT_GRACE_DAYS } from '../../domain/end-instance.ts';
import { controlInstances } from '../../domain/permissions.ts';
import { changeInstanceView, type Change } from './change-instance.view.ts';

const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });
const pathOf = (change: Change) => `/:authority/office/instances/:instance/${change}`;

const DONE = {
  suspend: { de: 'Die Anwendung wird angehalten.', en: 'The app is being suspended.' },
  resume: { de: 'Die Anwendung wird wieder aufgenommen.', en: 'The app is being resumed.' },
  end: { de: 'Die Anwendung wird beendet. Das Archiv Ihrer Daten wird erstellt.', en: 'The app is being ended. The archive of your data is being made.' },
} as const;

export const changeInstancePages = (['suspend', 'resume', 'end'] as const).flatMap((change) => [
  definePage({
    method: 'GET', path: pathOf(change), access: controlInstances, params,
    async handle(request) {
      const { instance } = await getInstance(request.ctx, { instance: request.params.instance });
      return show(changeInstanceView({ change, instance, authority: request.authority, typed: { graceDays: String(DEFAULT_GRACE_DAYS), understood: false }, problems: [] }, request));
    },
  }),
  definePage({
    method: 'POST', path: pathOf(change), access: controlInstances, params,
    async handle(request) {
      const { instance } = request.params;
      const typed = { graceDays: request.form.text('graceDays').trim(), understood: request.form.has('understood') };
      try {
        if (change === 'suspend') await suspendInstance(request.ctx, { instance });
        else if (change === 'resume') await resumeInstance(request.ctx, { instance });
        else await endInstance(request.ctx, { instance, graceDays: confirmedDays(typed) });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        const found = await getInstance(request.ctx, { instance });
        return show(changeInstanceView({ change, instance: found.instance, authority: request.authority, typed, problems: error.fields }, request));
      }
      return redirect(request.urlFor.office(request.authority.slug, 'instances', instance), { flash: { kind: 'success', title: DONE[change][request.locale] } });
    },
  }),
]);

function confirmedDays(typed: { graceDays: string; understood: boolean }): number {
  if (!typed.understood) throw new InvalidInput([{ pointer: '/understood', code: 'required', message: 'Bestätigen Sie, dass Sie die Folgen gelesen haben.' }]);
  return /^\d{1,4}$/u.test(typed.graceDays) ? Number(typed.graceDays) : 0;
}
