import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { Type } from 'typebox';
import { deprecateSolution, publishSolution, submitSolution, withdrawSolution } from '../../actions/decide-on-solution.ts';
import { renewDescription } from '../../actions/hand-in-description.ts';
import { getOwnSolution, readEvidenceFile } from '../../actions/see-solution.ts';
import { writeMessage } from '../../actions/write-message.ts';
import { ActNotPossible, AlreadyInVetting, ApprovedOtherwise, LevelTooLow } from '../../domain/errors.ts';
import { DESCRIPTION_UPLOAD, givenDescription } from './solutions.ts';
import { ownSolutionView, type TypedOnSolution } from './solution.view.ts';

const path = '/supplier/solutions/:solution';
const params = Type.Object({ solution: Type.String({ format: 'uuid' }) });
const NOTHING: TypedOnSolution = { text: '', reason: '', publiccode: '', act: '' };

export const ownSolutionPage = definePage({
  method: 'GET', path, access: 'supplier', params,
  async handle(request) {
    const whole = await getOwnSolution(request.ctx, request.params);
    return show(ownSolutionView({ whole, typed: { ...NOTHING, publiccode: whole.description }, problems: [], refused: undefined }, request));
  },
});

export const ownSolutionPost = definePage({
  method: 'POST', path, access: 'supplier', params, uploads: DESCRIPTION_UPLOAD, rateLimit: { max: 120, windowMs: 3_600_000 },
  async handle(request) {
    const { ctx, form, locale, urlFor, params: { solution } } = request;
    const act = form.text('act');
    const typed: TypedOnSolution = { text: form.text('text'), reason: form.text(`${act}Reason`), publiccode: form.text('publiccode'), act };
    const again = async (problems: readonly FieldProblem[], refused?: string) => show(ownSolutionView({ whole: await getOwnSolution(ctx, { solution }), typed, problems, refused }, request), { status: refused === undefined ? 422 : 409 });
    const done = (de: string, en: string) => redirect(urlFor.supplier('solutions', solution), { flash: { kind: 'success', title: locale === 'en' ? en : de } });
    try {
      switch (typed.act) {
        case 'renew': await renewDescription(ctx, { solution, publiccode: givenDescription(form) }); return done('Die neue Beschreibung ist gelesen und geprüft.', 'The new description is read and checked.');
        case 'submit': await submitSolution(ctx, { solution }); return done('Die Lösung ist eingereicht. Der Betrieb der Plattform sieht sie an.', 'The solution is submitted. The operator of the platform will look at it.');
        case 'publish': await publishSolution(ctx, { solution, revision: Number(form.text('revision')) }); return done('Die Lösung steht im Store.', 'The solution stands in the store.');
        case 'deprecate': await deprecateSolution(ctx, { solution, reason: typed.reason }); return done('Die Lösung ist abgekündigt.', 'The solution is deprecated.');
        case 'withdraw': await withdrawSolution(ctx, { solution, reason: typed.reason }); return done('Die Lösung ist zurückgezogen.', 'The solution is withdrawn.');
        case 'answer': await writeMessage(ctx, { solution, text: typed.text }); return done('Ihre Nachricht ist abgeschickt.', 'Your message is sent.');
        default: return await again([]);
      }
    } catch (error) {
      if (error instanceof InvalidInput) return again(atOwnReason(error.fields, act));
      if (error instanceof ActNotPossible || error instanceof LevelTooLow || error instanceof ApprovedOtherwise || error instanceof AlreadyInVetting) return again([], saidIn(request.locale, error.message));
      throw error;
    }
  },
});

/** The page has a reason for each act, so each has a name of its own. */
export function atOwnReason(problems: readonly FieldProblem[], act: string): FieldProblem[] {
  return problems.map((problem) => (problem.pointer === '/reason' ? { ...problem, pointer: `/${act}Reason` } : problem));
}

export const evidenceFilePage = definePage({
  method: 'GET', path: '/supplier/solutions/:solution/evidence/:evidence', access: 'supplier', params: Type.Object({ solution: Type.String({ format: 'uuid' }), evidence: Type.String({ format: 'uuid' }) }),
  handle: async (request) => sendFile({ ...(await readEvidenceFile(request.ctx, request.params)), isForeign: true }),
});
