import { loadGrants, systemActor, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { findRun, findRunForUpdate, finishItem, listItems, saveRun } from '../data/bulk-run.ts';
import { WITHDRAWN_REASON } from '../domain/bulk-proposal.ts';
import type { BulkItem, BulkRun } from '../domain/bulk-run.ts';
import { isWithdrawn } from '../domain/case-file.ts';
import { NotPossibleNow } from '../domain/errors.ts';
import { assignCase } from './assign-case.ts';
import type { Alongside } from './change-case.ts';
import { decideCase } from './decide-case.ts';
import { prepareRequest } from './prepare-request.ts';
import { proposeDecision } from './propose-decision.ts';
import { requestDocuments } from './request-documents.ts';

/**
 * Works through the cases of a run that are still open, one after the other, each in a transaction of its own that says too what became of it: after a crash it goes on where it was, and no case is changed twice. It acts as the
 * person who started the run, with the roles of this moment. A case that cannot be changed keeps the reason. Repeating it changes nothing.
 */
export async function workThroughBulk(house: House, input: { readonly tenant: TenantId; readonly run: string }): Promise<void> {
  const { tenant } = input;
  const begun = await house.database.inTenant(tenant, async (tx) => ({ run: await findRun(tx, input.run), items: await listItems(tx, input.run) }));
  const { run } = begun;
  if (run?.state !== 'running') return;
  const { accountId, name } = run.startedBy;
  const grants = await house.database.withoutTenant((tx) => loadGrants(tx, accountId, house.clock.today()));
  const actor: Actor = { kind: 'staff', accountId, name, grants };
  const ctx = contextFor(house, actor, tenant);
  for (const item of begun.items) {
    if (item.outcome !== 'open') continue;
    const done: Alongside = async (tx) => {
      if (!(await finishItem(tx, run.id, item.case, 'done', null))) throw new AlreadyDone();
    };
    try {
      await change(ctx, run, item, done);
    } catch (error) {
      if (error instanceof AlreadyDone) continue;
      if (!(error instanceof DomainError)) throw error;
      await house.database.inTenant(tenant, (tx) => finishItem(tx, run.id, item.case, 'unchanged', error.message));
    }
  }
  await house.database.inTenant(tenant, async (tx) => {
    const held = await findRunForUpdate(tx, run.id);
    if (held?.state !== 'running') return;
    const items = await listItems(tx, run.id);
    const at = house.clock.now();
    await saveRun(tx, { ...held, state: 'done', finishedAt: at });
    const changed = items.filter(({ outcome }) => outcome === 'done').length;
    const unchanged = items.filter(({ outcome }) => outcome === 'unchanged').length;
    await record(tx, { actor: systemActor('cases'), action: 'cases/bulk-done', subject: { kind: 'bulk', id: run.id }, at, facts: { changed, unchanged } });
  });
}

class AlreadyDone extends Error {}

async function change(ctx: ActionContext, run: BulkRun, item: BulkItem, done: Alongside): Promise<void> {
  const seen = { case: item.case, version: item.version };
  if (run.kind === 'assign') return void await assignCase(ctx, { ...seen, to: run.assignTo?.accountId ?? 'nobody' }, done);
  if (run.kind === 'request') {
    const { file, choices, text, dueOn } = await prepareRequest(ctx, { case: item.case });
    if (isWithdrawn(file)) throw new NotPossibleNow(WITHDRAWN_REASON);
    const asked = choices.filter(({ isProposed }) => isProposed).map(({ key }) => key);
    if (asked.length === 0) throw new NotPossibleNow('Es fehlt kein Nachweis, der sich anfordern lässt.');
    return void await requestDocuments(ctx, { ...seen, asked, text, dueOn }, done);
  }
  // The same rules over the same version: they propose what the person confirmed; only days that count from the notice follow the day on which it is issued.
  const { proposal } = await proposeDecision(ctx, { case: item.case, decision: run.decision ?? '', authority: run.authorityName, isShown: false });
  if ('reason' in proposal) throw new NotPossibleNow(proposal.reason);
  await decideCase(ctx, { ...seen, authority: run.authorityName, decision: proposal.decision.id, figures: proposal.figures, text: proposal.text, proposedBy: proposal.rule }, done);
}
