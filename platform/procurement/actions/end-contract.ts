import { requirePermission, systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { endInstanceIn, listInstances } from '@allmende/operations';
import { getContractForUpdate, saveEnd } from '../data/contract.ts';
import { savePublishedEnd } from '../data/published-contract.ts';
import { contractEnded } from '../domain/events.ts';
import { NotInThisOrderState } from '../domain/errors.ts';
import { endContracts } from '../domain/permissions.ts';

/** Ends a contract today, and in the same transaction its apps: use stops, all data are returned, then deleted. Throws NotFound, and NotInThisOrderState when it has ended. */
export async function endContract(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { contract: string }): Promise<void> {
  requirePermission(ctx.actor, endContracts, ctx.tenant);
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
