import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getAmendmentForUpdate, saveAmendment } from '../data/amendment.ts';
import { getContractForUpdate } from '../data/contract.ts';
import { addAmendmentResolution, confirmAmendmentBudget as confirm, type Amendment } from '../domain/amendment.ts';
import { checkBudget, checkResolution, type BudgetCheck, type CouncilResolution } from '../domain/order-check.ts';
import { checkBudgets, enterResolutions } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;
type Which = { readonly contract: string; readonly number: number };

/** The treasurer's office states that the budget covers the higher prices of an amendment. Of two people at the same moment the second is told that it is done. Throws NotFound, InvalidInput, SecondPersonNeeded and NotInThisOrderState. */
export async function confirmAmendmentBudget(ctx: Context, input: BudgetCheck & Which): Promise<Amendment> {
  requirePermission(ctx.actor, checkBudgets, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const check = checkBudget({ position: input.position, note: input.note });
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const contract = await getContractForUpdate(tx, input.contract);
    const amendment = confirm(await getAmendmentForUpdate(tx, contract.id, input.number), { by: accountId, at }, check);
    await saveAmendment(tx, amendment);
    await record(tx, { actor: ctx.actor, action: 'procurement/amendment-budget-confirmed', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, amendment: amendment.number, position: check.position }, at });
    return amendment;
  });
}

/** Enters the resolution that the higher prices of an amendment need by the authority's rules, as evidence. Throws NotFound, InvalidInput and NotInThisOrderState. */
export async function enterAmendmentResolution(ctx: Context, input: { readonly contract: string; readonly number: number; readonly resolution: CouncilResolution }): Promise<Amendment> {
  requirePermission(ctx.actor, enterResolutions, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const resolution = checkResolution(input.resolution, ctx.clock.today());
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const contract = await getContractForUpdate(tx, input.contract);
    const amendment = addAmendmentResolution(await getAmendmentForUpdate(tx, contract.id, input.number), { by: accountId, at }, resolution);
    await saveAmendment(tx, amendment);
    await record(tx, { actor: ctx.actor, action: 'procurement/amendment-resolution-entered', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, amendment: amendment.number, body: resolution.body, resolution: resolution.number, decidedOn: resolution.decidedOn }, at });
    return amendment;
  });
}
