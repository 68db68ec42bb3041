import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { withdrawOwnStatement } from '../../actions/decide-on-statement.ts';
import { stateOwnSustainability } from '../../actions/state-sustainability.ts';
import { listStatements } from '../../actions/sustainability-of.ts';
import { StatementDecided, StatementWithdrawn } from '../../domain/errors.ts';
import type { OwnSolutionPort } from '../../domain/own-solution.ts';
import { NO_STATEMENT, readStatement, typedStatement, type TypedStatement } from '../sustainability-form.ts';
import { ownSustainabilityView } from './own-sustainability.view.ts';
import { chosen } from './sustainability.ts';

const path = '/supplier/solutions/:solution/sustainability';
const params = Type.Object({ solution: Type.String({ format: 'uuid' }) });
type Request = Pick<PageRequest, 'ctx' | 'form' | 'locale' | 'csrf' | 'urlFor'> & { readonly params: { readonly solution: string } };

/** What a supplier states of the sustainability of its own solution, once that stands in the store. */
export function ownSustainabilityPages(ownSolution: OwnSolutionPort): readonly AnyPage[] {
  const shown = async (request: Request, outcome: { readonly typed?: TypedStatement; readonly statement?: string; readonly reason?: string; readonly problems?: readonly FieldProblem[]; readonly refused?: string } = {}): Promise<PageResult> => {
    const { ctx, params: { solution } } = request;
    const { slug, name } = await ownSolution(ctx, solution);
    if (slug === null) throw new NotFound();
    const status = outcome.refused !== undefined ? 409 : (outcome.problems ?? []).length > 0 ? 422 : 200;
    return show(ownSustainabilityView({
      id: solution, name, statements: await listStatements(ctx, { solution: slug }), today: ctx.clock.today(), typed: outcome.typed ?? NO_STATEMENT, withdrawal: { statement: outcome.statement ?? '', reason: outcome.reason ?? '' }, problems: outcome.problems ?? [], refused: outcome.refused,
    }, request), { status });
  };
  return [
    definePage({ method: 'GET', path, access: 'supplier', params, handle: (request) => shown(request) }),
    definePage({
      method: 'POST', path, access: 'supplier', params, rateLimit: { max: 120, windowMs: 3_600_000 },
      async handle(request) {
        const { ctx, form, locale, urlFor, params: { solution } } = request;
        const typed = typedStatement(form);
        const statement = form.text('statement');
        const reason = form.text('reason').slice(0, 1000);
        const done = (de: string, en: string) => redirect(urlFor.supplier('solutions', solution, 'sustainability'), { flash: { kind: 'success', title: locale === 'en' ? en : de } });
        try {
          switch (form.text('act')) {
            case 'state': await stateOwnSustainability(ctx, ownSolution, { solution, statement: readStatement(typed) }); return done('Die Angabe steht im Store. Der Betrieb der Plattform sieht die Quelle an.', 'The statement stands in the store. The operator of the platform will look at the source.');
            case 'withdraw': await withdrawOwnStatement(ctx, ownSolution, { solution, statement: chosen(statement), reason }); return done('Die Angabe ist zurückgezogen.', 'The statement is withdrawn.');
            default: return await shown(request);
          }
        } catch (error) {
          if (error instanceof InvalidInput) return shown(request, { typed, statement, reason, problems: error.fields });
          if (error instanceof StatementDecided || error instanceof StatementWithdrawn) return shown(request, { typed, statement, reason, refused: error.message });
          throw error;
        }
      },
    }),
  ];
}
