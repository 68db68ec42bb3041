import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { dayParts, definePage, readDay, redirect, show, typedDay } from '@allmende/http';
import { Type } from 'typebox';
import { admitMember } from '../../actions/admit-member.ts';
import { getApplication } from '../../actions/get-application.ts';
import { refuseApplication } from '../../actions/refuse-application.ts';
import { admitMembers } from '../../domain/permissions.ts';
import { applicationView, type TypedDecision } from './application.view.ts';

const path = '/operator/members/applications/:application';
const params = Type.Object({ application: Type.String({ format: 'uuid' }) });

export const applicationPage = definePage({
  method: 'GET', path, access: admitMembers, params,
  async handle(request) {
    const typed: TypedDecision = { verdict: '', name: '', decidedOn: dayParts(request.ctx.clock.today()), text: '' };
    return show(applicationView({ ...await getApplication(request.ctx, request.params), typed, problems: [] }, request));
  },
});

export const applicationPost = definePage({
  method: 'POST', path, access: admitMembers, params,
  async handle(request) {
    const { ctx, form, locale } = request;
    const typed: TypedDecision = { verdict: form.text('verdict'), name: form.text('name'), decidedOn: typedDay(form, 'decidedOn'), text: form.text('text') };
    const again = async (problems: readonly FieldProblem[]) => show(applicationView({ ...await getApplication(ctx, request.params), typed, problems }, request));
    if (typed.verdict !== 'admit' && typed.verdict !== 'refuse') return again([{ pointer: '/verdict', code: 'required', message: 'Bitte wählen Sie, wie entschieden wurde.' }]);
    try {
      const decision = { application: request.params.application, decidedOn: readDay(typed.decidedOn, 'decidedOn'), text: typed.text };
      if (typed.verdict === 'admit') await admitMember(ctx, { ...decision, name: typed.name });
      else await refuseApplication(ctx, decision);
    } catch (error) {
      if (error instanceof InvalidInput) return again(error.fields);
      throw error;
    }
    const title = typed.verdict === 'admit' ? (locale === 'en' ? 'The authority is a member now.' : 'Die Behörde ist jetzt Mitglied.') : locale === 'en' ? 'The application is refused.' : 'Der Antrag ist abgelehnt.';
    return redirect(request.urlFor.operator('members'), { flash: { kind: 'success', title } });
  },
});
