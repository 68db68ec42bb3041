import { requirePermission, requireStaff, systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { endInstanceIn, listInstances } from '@allmende/operations';
import type { PlainDate } from '@allmende/time';
import { listAmendments } from '../data/amendment.ts';
import { getContract, getContractForUpdate, saveEnd, saveNotice } from '../data/contract.ts';
import { savePublishedEnd } from '../data/published-contract.ts';
import { termOn } from '../domain/amendment.ts';
import { lastDayWhenEndedOn } from '../domain/contract-term.ts';
import { contractEnded } from '../domain/events.ts';
import { NotInThisOrderState } from '../domain/errors.ts';
import { endContracts } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/**
 * Ends a contract as its term allows. An open one ends today, and in the same transaction its apps: use stops, all data are returned, then deleted. One with a term is given notice and ends so with the last day of the period that runs;
 * returns that day. Throws NotFound, and NotInThisOrderState when it has ended or notice was given.
 */
export async function endContract(ctx: Context, input: { contract: string }): Promise<{ readonly lastDay: PlainDate }> {
  requirePermission(ctx.actor, endContracts, ctx.tenant);
  const today = ctx.clock.today();
  const lastDay = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const contract = await getContract(tx, input.contract);
    return lastDayWhenEndedOn(termOn(contract.term, await listAmendments(tx, contract.id), today), contract.startsOn, today);
  });
  if (lastDay <= today) {
    await endContractOn(ctx, input);
    return { lastDay };
  }
  const { accountId } = requireStaff(ctx.actor);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const contract = await getContractForUpdate(tx, input.contract);
    if (contract.endsOn !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon beendet.');
    if (contract.notice !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon gekündigt.');
    const at = ctx.clock.now();
    await saveNotice(tx, contract.id, { by: accountId, at, lastDay });
    await record(tx, { actor: ctx.actor, action: 'procurement/notice-given', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, endsOn: lastDay }, at });
  });
  return { lastDay };
}

/** Ends a contract today with its apps, for whoever may by what was agreed. Throws NotFound, and NotInThisOrderState when it has ended. */
export async function endContractOn(ctx: Context, input: { contract: string }): Promise<void> {
  const procurement = { ...ctx, actor: systemActor('procurement') };
  const instances = (await listInstances(procurement)).filter((one) => one.contractId === input.contract);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const contract = await getContractForUpdate(tx, input.contract);
    if (contract.endsOn !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon beendet.');
    const today = ctx.clock.today();
    await saveEnd(tx, contract.id, today);
    await savePublishedEnd(tx, contract.id, today);
    for (const instance of instances) await endInstanceIn(procurement, tx, { instance: instance.id, reason: 'contract-ended' });
    await record(tx, { actor: ctx.actor, action: 'procurement/contract-ended', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, endsOn: today }, at: ctx.clock.now() });
    await emit(tx, contractEnded(contract.id, { contract: contract.id }));
  });
}
