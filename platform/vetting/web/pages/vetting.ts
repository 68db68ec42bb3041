import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show } from '@allmende/http';
import { may } from '@allmende/access';
import { saidIn } from '@allmende/i18n';
import { Type } from 'typebox';
import { approveSolution, deprecateSolution, returnSolution, withdrawSolution } from '../../actions/decide-on-solution.ts';
import { reviewEvidence } from '../../actions/review-evidence.ts';
import { getVetting, readEvidenceFile } from '../../actions/see-solution.ts';
import { writeMessage } from '../../actions/write-message.ts';
import { ActNotPossible, LevelTooLow } from '../../domain/errors.ts';
import { seeVetting, vetSolutions } from '../../domain/permissions.ts';
import { atOwnReason } from './solution.ts';
import { vettingView, type TypedOnVetting } from './vetting.view.ts';

const path = '/operator/vetting/:solution';
const params = Type.Object({ solution: Type.String({ format: 'uuid' }) });

export const vettingPage = definePage({
  method: 'GET', path, access: seeVetting, params,
  handle: async (request) => show(vettingView({ whole: await getVetting(request.ctx, request.params), typed: { act: '', reason: '', text: '' }, problems: [], refused: undefined, mayVet: may(request.actor, vetSolutions, request.ctx.tenant) }, request)),
});

export const vettingPost = definePage({
  method: 'POST', path, access: vetSolutions, params,
  async handle(request) {
    const { ctx, form, locale, urlFor, params: { solution } } = request;
    const act = form.text('act');
    const evidence = form.text('evidence');
    // Each piece of evidence has a reason of its own on the page.
    const name = act === 'give-back' ? `evidence-${evidence}-` : act;
    const typed: TypedOnVetting = { act, reason: form.text(`${name}Reason`), text: form.text('text') };
    const again = async (problems: readonly FieldProblem[], refused?: string) => show(vettingView({ whole: await getVetting(ctx, { solution }), typed, problems, refused, mayVet: true }, request), { status: refused === undefined ? 422 : 409 });
    const done = (de: string, en: string) => redirect(urlFor.operator('vetting', solution), { flash: { kind: 'success', title: locale === 'en' ? en : de } });
    try {
      switch (act) {
        case 'approve': await approveSolution(ctx, { solution }); return done('Freigegeben. Jetzt gibt der Anbieter frei.', 'Approved. Now the supplier approves.');
        case 'return': await returnSolution(ctx, { solution, reason: typed.reason }); return done('Zurückgegeben. Der Anbieter sieht die Gründe.', 'Returned. The supplier sees the reasons.');
        case 'confirm': await reviewEvidence(ctx, { solution, evidence, outcome: 'confirmed', reason: '' }); return done('Der Nachweis ist bestätigt.', 'The evidence is confirmed.');
        case 'give-back': await reviewEvidence(ctx, { solution, evidence, outcome: 'returned', reason: typed.reason }); return done('Der Nachweis ist zurückgegeben.', 'The evidence is returned.');
        case 'ask': await writeMessage(ctx, { solution, text: typed.text }); return done('Die Frage ist gestellt.', 'The question is asked.');
        case 'deprecate': await deprecateSolution(ctx, { solution, reason: typed.reason }); return done('Die Lösung ist abgekündigt.', 'The solution is deprecated.');
        case 'withdraw': await withdrawSolution(ctx, { solution, reason: typed.reason }); return done('Die Lösung ist zurückgezogen.', 'The solution is withdrawn.');
        default: return await again([]);
      }
    } catch (error) {
      if (error instanceof InvalidInput) return again(atOwnReason(error.fields, name));
      if (error instanceof ActNotPossible || error instanceof LevelTooLow) return again([], saidIn(request.locale, error.message));
      throw error;
    }
  },
});

export const vettingFilePage = definePage({
  method: 'GET', path: '/operator/vetting/:solution/evidence/:evidence', access: seeVetting, params: Type.Object({ solution: Type.String({ format: 'uuid' }), evidence: Type.String({ format: 'uuid' }) }),
  handle: async (request) => sendFile({ ...(await readEvidenceFile(request.ctx, request.params)), isForeign: true }),
});
