import { defineApi } from '@allmende/http';
import { confirmBulk } from '../../actions/confirm-bulk.ts';
import { getBulk } from '../../actions/get-bulk.ts';
import { proposeDecision } from '../../actions/propose-decision.ts';
import { startBulkDecision } from '../../actions/start-bulk-decision.ts';
import { startBulk } from '../../actions/start-bulk.ts';
import type { BulkItem, BulkRun } from '../../domain/bulk-run.ts';
import { decideCases } from '../../domain/permissions.ts';
import { AuthorityRunParams, BulkBody, ConfirmationBody, ProposalsBody, ProposalsSchema, RunSchema } from './bulk.schema.ts';
import { AuthorityParams } from './cases.schema.ts';

const RUNS = '/authorities/:authority/case-runs';

export const startBulkApi = defineApi({
  method: 'POST', path: RUNS, tag: 'cases', operationId: 'startCaseRun', access: decideCases, params: AuthorityParams, body: BulkBody, status: 201, response: RunSchema,
  summary: 'Assign, ask for documents or decide as the rules propose for up to 500 cases, each in a transaction of its own',
  async handle({ ctx, body, authority }) {
    const order = { id: body.id, cases: body.cases, authority: authority.name };
    const run = body.kind === 'decide' ? await startBulkDecision(ctx, { ...order, decision: body.decision ?? '' }) : await startBulk(ctx, { ...order, kind: body.kind, to: body.to });
    return shownRun(await getBulk(ctx, { run: run.id }));
  },
});

export const getBulkApi = defineApi({
  method: 'GET', path: `${RUNS}/:run`, tag: 'cases', operationId: 'getCaseRun', access: decideCases, params: AuthorityRunParams, response: RunSchema,
  summary: 'What became of each case of a run, and why some were not changed',
  handle: async ({ ctx, params }) => shownRun(await getBulk(ctx, params)),
});

export const confirmBulkApi = defineApi({
  method: 'POST', path: `${RUNS}/:run/confirmations`, tag: 'cases', operationId: 'confirmCaseRun', access: decideCases, params: AuthorityRunParams, body: ConfirmationBody, response: RunSchema,
  summary: 'A second person says yes or no to a run that waits for one',
  async handle({ ctx, params, body }) {
    await confirmBulk(ctx, { run: params.run, isConfirmed: body.isConfirmed });
    return shownRun(await getBulk(ctx, params));
  },
});

export const proposeDecisionsApi = defineApi({
  method: 'POST', path: '/authorities/:authority/case-decision-proposals', tag: 'cases', operationId: 'proposeCaseDecisions', access: decideCases, params: AuthorityParams, body: ProposalsBody, response: ProposalsSchema,
  summary: 'What the rules propose for cases where the law leaves no discretion, or why they do not; changes nothing',
  async handle({ ctx, body, authority }) {
    const proposals = [];
    for (const id of new Set(body.cases)) {
      const { proposal } = await proposeDecision(ctx, { case: id, decision: body.decision, authority: authority.name, isShown: true });
      proposals.push('reason' in proposal ? { case: id, reason: proposal.reason, proposal: null } : {
        case: id, reason: null,
        proposal: { decision: proposal.decision.id, amount: proposal.figures.amount, rule: proposal.rule.rule, ruleVersion: proposal.rule.version, package: proposal.rule.package, source: proposal.rule.source, needsSecondPerson: proposal.needsSecondPerson },
      });
    }
    return { proposals };
  },
});

function shownRun({ run, items }: { run: BulkRun; items: readonly BulkItem[] }) {
  return {
    id: run.id, kind: run.kind, state: run.state, decision: run.decision, startedBy: run.startedBy.name, startedAt: run.startedAt.toISOString(), confirmedBy: run.confirmedBy?.name ?? null, finishedAt: run.finishedAt?.toISOString() ?? null,
    cases: items.map(({ case: id, reference, outcome, reason }) => ({ case: id, reference, outcome, reason })),
  };
}
