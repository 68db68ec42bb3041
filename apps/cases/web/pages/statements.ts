import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn, translations } from '@allmende/i18n';
import { Type } from 'typebox';
import { giveStatement } from '../../actions/give-statement.ts';
import { listStatementRequests } from '../../actions/list-statement-requests.ts';
import { openStatementRequest } from '../../actions/open-statement-request.ts';
import { readShownEvidence } from '../../actions/read-shown-evidence.ts';
import { readWithdrawnRequest } from '../../actions/read-withdrawn-request.ts';
import { giveStatements } from '../../domain/permissions.ts';
import { CasesNotRunning, NotPossibleNow } from '../../domain/errors.ts';
import { statementsView, statementView, withdrawnStatementView } from './statements.view.ts';

const texts = translations({ de: { given: 'Ihre Stellungnahme ist in der Akte der fragenden Stelle.' }, en: { given: 'Your statement is in the file of the asking office.' } });

const Uuid = Type.String({ format: 'uuid' });
const Params = Type.Object({ request: Uuid });
type Request = PageRequest<{ request: string }, unknown>;

const optionsOf = ({ locale, csrf, urlFor, authority }: Pick<Request, 'locale' | 'csrf' | 'urlFor' | 'authority'>) => ({
  locale, csrf, homeHref: urlFor.office(authority.slug), listHref: urlFor.office(authority.slug, 'statements'), href: (request: string, ...more: string[]) => urlFor.office(authority.slug, 'statements', request, ...more),
});

export const statementsPage = definePage({
  method: 'GET', path: '/:authority/office/statements', access: giveStatements,
  async handle(request) {
    return show(statementsView({ requests: await listStatementRequests(request.ctx), today: request.ctx.clock.today() }, optionsOf(request)));
  },
});

export const statementPage = definePage({ method: 'GET', path: '/:authority/office/statements/:request', access: giveStatements, params: Params, handle: (request) => showRequest(request, '', []) });

export const statementPost = definePage({
  method: 'POST', path: '/:authority/office/statements/:request', access: giveStatements, params: Params,
  async handle(request) {
    const typed = request.form.text('statement');
    try {
      return await answer(request, typed);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      // Taken back while somebody was writing: they get their words back, and nothing of the case.
      return show(withdrawnStatementView({ request: await readWithdrawnRequest(request.ctx, request.params), typed }, optionsOf(request)), { status: 409 });
    }
  },
});

async function answer(request: Request, typed: string): Promise<PageResult> {
  try {
    await giveStatement(request.ctx, { request: request.params.request, statement: typed });
  } catch (error) {
    if (error instanceof InvalidInput) return showRequest(request, typed, error.fields);
    if (error instanceof NotPossibleNow || error instanceof CasesNotRunning) return showRequest(request, typed, [], saidIn(request.locale, error.message));
    throw error;
  }
  return redirect(optionsOf(request).href(request.params.request), { flash: { kind: 'success', title: texts(request.locale).given } });
}

/** A document that was shown to the asked office. What people uploaded is sent so that it can run nothing. */
export const shownEvidencePage = definePage({
  method: 'GET', path: '/:authority/office/statements/:request/evidence/:evidence', access: giveStatements, params: Type.Object({ request: Uuid, evidence: Uuid }),
  async handle({ ctx, params }) {
    const { bytes, contentType, name } = await readShownEvidence(ctx, params);
    return sendFile({ bytes, contentType, name, isForeign: true });
  },
});

async function showRequest(request: Request, typed: string, problems: readonly FieldProblem[], refusal?: string): Promise<PageResult> {
  return show(statementView({ ...(await openStatementRequest(request.ctx, request.params)), typed, problems, refusal }, optionsOf(request)), refusal === undefined ? {} : { status: 409 });
}
