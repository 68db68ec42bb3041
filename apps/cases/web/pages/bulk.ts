import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, type PageRequest, type PageResult, redirect, show } from '@allmende/http';
import { newId } from '@allmende/database';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { confirmBulk } from '../../actions/confirm-bulk.ts';
import { getBulk, listBulks } from '../../actions/get-bulk.ts';
import { listCases } from '../../actions/list-cases.ts';
import { listColleagues } from '../../actions/list-colleagues.ts';
import { proposeDecision } from '../../actions/propose-decision.ts';
import { startBulkDecision } from '../../actions/start-bulk-decision.ts';
import { startBulk } from '../../actions/start-bulk.ts';
import { MOST_AT_ONCE } from '../../domain/bulk-run.ts';
import { decideCases } from '../../domain/permissions.ts';
import { CaseFilterSchema } from '../api/cases.schema.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { chooseView, proposalsView, runView, type BulkChoice } from './bulk.view.ts';

const { after: _after, ...filters } = CaseFilterSchema.properties;
const BulkQuery = Type.Object({ ...filters, all: Type.Optional(Type.Literal('yes')) });
const RunParams = Type.Object({ run: Type.String({ format: 'uuid' }) });

type Request = PageRequest<object, { all?: 'yes' | undefined }>;

export const bulkPage = definePage({
  method: 'GET', path: '/:authority/office/cases/bulk', access: decideCases, query: BulkQuery,
  handle: (request) => showChoice(request, { id: newId(), kind: '', to: '', decision: undefined, cases: [] }, []),
});

export const bulkPost = definePage({
  method: 'POST', path: '/:authority/office/cases/bulk', access: decideCases, query: BulkQuery,
  async handle(request) {
    const { ctx, form, authority, locale } = request;
    const choice: BulkChoice = {
      id: form.text('id'), kind: form.text('kind'), to: form.text('to'), decision: form.text('decision') === '' ? undefined : form.text('decision'),
      cases: form.all('cases').map((value) => ({ case: value.split(':')[0] ?? '', version: Number(value.split(':')[1]) })),
    };
    const order = { id: choice.id, cases: choice.cases, authority: authority.name };
    try {
      if (choice.kind !== 'assign' && choice.kind !== 'request' && choice.kind !== 'decide') throw new InvalidInput([{ pointer: '/kind', code: 'required', message: 'Wählen Sie aus, was Sie tun möchten.' }]);
      if (choice.kind !== 'decide') return redirect(hrefs(request).runHref((await startBulk(ctx, { ...order, kind: choice.kind, to: choice.to })).id));
      if (choice.cases.length === 0 || choice.cases.length > MOST_AT_ONCE) throw new InvalidInput([{ pointer: '/cases', code: 'required', message: `Wählen Sie mindestens einen und höchstens ${MOST_AT_ONCE} Fälle aus.` }]);
      if (form.text('step') !== 'confirm') return await showProposals(request, choice, []);
      if (!form.has('confirmed')) return await showProposals(request, choice, [{ pointer: '/confirmed', code: 'required', message: 'Bestätigen Sie, dass Sie die Vorschläge geprüft haben.' }]);
      return redirect(hrefs(request).runHref((await startBulkDecision(ctx, { ...order, decision: choice.decision ?? '' })).id));
    } catch (error) {
      if (error instanceof InvalidInput) return showChoice(request, choice, error.fields);
      return redirect(hrefs(request).listHref, { flash: refusalFlash(error, locale) });
    }
  },
});

export const bulkRunPage = definePage({
  method: 'GET', path: '/:authority/office/cases/bulk/:run', access: decideCases, params: RunParams,
  async handle(request) {
    const { ctx, params } = request;
    const { run, items } = await getBulk(ctx, params);
    const isOwn = ctx.actor.kind === 'staff' && ctx.actor.accountId === run.startedBy.accountId;
    const proposals = [];
    if (run.state === 'waiting') for (const item of items) if (item.outcome === 'open') proposals.push({ case: item.case, ...await proposeDecision(ctx, { case: item.case, decision: run.decision ?? undefined, authority: run.authorityName, isShown: true }) });
    return show(runView({ run, items, proposals, isOwn }, hrefs(request)));
  },
});

export const bulkRunPost = definePage({
  method: 'POST', path: '/:authority/office/cases/bulk/:run', access: decideCases, params: RunParams,
  async handle(request) {
    const { ctx, params, form, locale } = request;
    const back = hrefs(request).runHref(params.run);
    try {
      await confirmBulk(ctx, { run: params.run, isConfirmed: form.text('answer') === 'yes' });
    } catch (error) {
      return redirect(back, { flash: refusalFlash(error, locale) });
    }
    return redirect(back);
  },
});

async function showChoice(request: Request, choice: BulkChoice, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx, query } = request;
  const { all, ...filter } = query as typeof query & Parameters<typeof listCases>[1];
  const list = await listCases(ctx, filter, MOST_AT_ONCE);
  const shown = hrefs(request);
  const ticked = all === 'yes' && choice.cases.length === 0 && problems.length === 0 ? { ...choice, cases: list.cases.map(({ id, version }) => ({ case: id, version })) } : choice;
  return show(chooseView({ list, colleagues: await listColleagues(ctx), runs: await listBulks(ctx), choice: ticked, problems, ownAccount: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined }, {
    ...shown, bulkHref: withQuery(shown.bulkHref, filter), listHref: withQuery(shown.listHref, filter), allHref: withQuery(shown.bulkHref, { ...filter, all: 'yes' }), noneHref: withQuery(shown.bulkHref, filter),
  }));
}

async function showProposals(request: Request, choice: BulkChoice, problems: readonly FieldProblem[]): Promise<PageResult> {
  const proposals = [];
  for (const one of choice.cases) proposals.push({ case: one.case, ...await proposeDecision(request.ctx, { case: one.case, decision: choice.decision, authority: request.authority.name, isShown: true }) });
  return show(proposalsView({ choice, proposals, problems }, hrefs(request)));
}

function hrefs({ locale, csrf, urlFor, authority }: Pick<Request, 'locale' | 'csrf' | 'urlFor' | 'authority'>) {
  const at = (...more: string[]) => urlFor.office(authority.slug, 'cases', ...more);
  return { locale, csrf, listHref: at(), bulkHref: at('bulk'), runHref: (id: string) => at('bulk', id), caseHref: (id: string) => at(id) };
}
