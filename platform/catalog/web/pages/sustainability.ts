import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { confirmStatement, withdrawStatement } from '../../actions/decide-on-statement.ts';
import { getSolution } from '../../actions/get-solution.ts';
import { listOffers } from '../../actions/list-offers.ts';
import { stateSustainability } from '../../actions/state-sustainability.ts';
import { listStatements, listUnconfirmedStatements } from '../../actions/sustainability-of.ts';
import { StatementDecided, StatementWithdrawn } from '../../domain/errors.ts';
import { registerOffers } from '../../domain/permissions.ts';
import { NO_STATEMENT, readStatement, typedStatement, type TypedStatement } from '../sustainability-form.ts';
import { solutionSustainabilityView, sustainabilityView } from './sustainability.view.ts';

const path = '/operator/sustainability/:solution';
const params = Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) });
type Request = Pick<PageRequest, 'ctx' | 'form' | 'locale' | 'csrf' | 'urlFor'> & { readonly params: { readonly solution: string } };

/** What suppliers have stated and waits for the operator, and what can be ordered. */
export const sustainabilityPage = definePage({
  method: 'GET', path: '/operator/sustainability', access: registerOffers,
  async handle(request) {
    const [waiting, offers] = await Promise.all([listUnconfirmedStatements(request.ctx), listOffers(request.ctx, {})]);
    const names = new Map(await Promise.all([...new Set(waiting.map(({ solution }) => solution))].map(async (slug) => [slug, (await getSolution(request.ctx, { slug })).listing.name] as const)));
    return show(sustainabilityView({ waiting, names, offered: [...new Map(offers.map(({ solution, name }) => [solution, name])).entries()].map(([solution, name]) => ({ solution, name })) }, request));
  },
});

export const solutionSustainabilityPage = definePage({ method: 'GET', path, access: registerOffers, params, handle: (request) => shown(request, {}) });

export const solutionSustainabilityPost = definePage({
  method: 'POST', path, access: registerOffers, params,
  async handle(request) {
    const { ctx, form, locale, urlFor, params: { solution } } = request;
    const typed = typedStatement(form);
    const statement = form.text('statement');
    const reason = form.text('reason').slice(0, 1000);
    const done = (de: string, en: string) => redirect(urlFor.operator('sustainability', solution), { flash: { kind: 'success', title: locale === 'en' ? en : de } });
    try {
      switch (form.text('act')) {
        case 'state': await stateSustainability(ctx, { solution, statement: readStatement(typed) }); return done('Die Angabe ist eingetragen.', 'The statement is entered.');
        case 'confirm': await confirmStatement(ctx, { statement: chosen(statement) }); return done('Die Angabe ist bestätigt.', 'The statement is confirmed.');
        case 'withdraw': await withdrawStatement(ctx, { statement: chosen(statement), reason }); return done('Die Angabe ist zurückgezogen.', 'The statement is withdrawn.');
        default: return await shown(request, {});
      }
    } catch (error) {
      if (error instanceof InvalidInput) return shown(request, { typed, statement, reason, problems: error.fields });
      if (error instanceof StatementDecided || error instanceof StatementWithdrawn) return shown(request, { typed, statement, reason, refused: error.message });
      throw error;
    }
  },
});

/** The id of the chosen statement; throws InvalidInput where none is. */
export function chosen(statement: string): string {
  if (!/^[0-9a-f-]{36}$/u.test(statement)) throw new InvalidInput([{ pointer: '/statement', code: 'required', message: 'Bitte wählen Sie die Angabe.' }]);
  return statement;
}

async function shown(request: Request, outcome: { readonly typed?: TypedStatement; readonly statement?: string; readonly reason?: string; readonly problems?: readonly FieldProblem[]; readonly refused?: string }): Promise<PageResult> {
  const { ctx, params: { solution: slug } } = request;
  const [solution, statements] = await Promise.all([getSolution(ctx, { slug }), listStatements(ctx, { solution: slug })]);
  const status = outcome.refused !== undefined ? 409 : (outcome.problems ?? []).length > 0 ? 422 : 200;
  return show(solutionSustainabilityView({
    solution: solution.slug, name: solution.listing.name, statements, today: ctx.clock.today(), typed: outcome.typed ?? NO_STATEMENT, withdrawal: { statement: outcome.statement ?? '', reason: outcome.reason ?? '' }, problems: outcome.problems ?? [], refused: outcome.refused,
  }, request), { status });
}
