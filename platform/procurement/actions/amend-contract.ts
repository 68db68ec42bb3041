import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import type { PlainDate } from '@allmende/time';
import { getAmendmentForUpdate, insertAmendment, listAmendments, saveDecision } from '../data/amendment.ts';
import { getContractForUpdate } from '../data/contract.ts';
import { checkAmendment, decideAmendment, type Amendment, type AmendmentContent } from '../domain/amendment.ts';
import { NotInThisOrderState } from '../domain/errors.ts';
import { approveOrders, placeOrders } from '../domain/permissions.ts';
import { RENDER_DOCUMENTS } from '../domain/render-ticket.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Proposes a change of a contract as an amendment, for a second person to agree to. Throws NotFound, InvalidInput, and NotInThisOrderState when the contract has ended or another amendment waits. */
export async function proposeAmendment(ctx: Context, input: AmendmentContent & { readonly contract: string; readonly effectiveOn: PlainDate }): Promise<Amendment> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const contract = await getContractForUpdate(tx, input.contract);
    if (contract.endsOn !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon beendet.');
    const before = await listAmendments(tx, contract.id);
    if (before.some((one) => one.state === 'proposed')) throw new NotInThisOrderState('Über eine Änderung dieses Vertrags ist noch nicht entschieden.');
    if (before.length >= 99) throw new NotInThisOrderState('Ein Vertrag hat höchstens 99 Änderungen.');
    const content = checkAmendment(input, contract.startsOn);
    const at = ctx.clock.now();
    const amendment: Amendment = { ...content, contract: contract.id, number: before.length + 1, state: 'proposed', effectiveOn: input.effectiveOn, proposed: { by: accountId, at }, decided: null };
    await insertAmendment(tx, amendment);
    await record(tx, { actor: ctx.actor, action: 'procurement/amendment-proposed', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, amendment: amendment.number, effectiveOn: amendment.effectiveOn }, at });
    return amendment;
  });
}

/** Agrees to an amendment or refuses it, as a second person; its document follows. Of two people at the same moment the second is told that it is decided. Throws NotFound, SecondPersonNeeded and NotInThisOrderState. */
export async function decideOnAmendment(ctx: Context, input: { readonly contract: string; readonly number: number; readonly agreed: boolean }): Promise<Amendment> {
  requirePermission(ctx.actor, approveOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const contract = await getContractForUpdate(tx, input.contract);
    if (contract.endsOn !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon beendet.');
    const amendment = decideAmendment(await getAmendmentForUpdate(tx, contract.id, input.number), { by: accountId, at }, input.agreed);
    await saveDecision(tx, amendment);
    await record(tx, {
      actor: ctx.actor, action: input.agreed ? 'procurement/amendment-agreed' : 'procurement/amendment-refused', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, amendment: amendment.number, effectiveOn: amendment.effectiveOn }, at,
    });
    if (input.agreed) await enqueue(tx, RENDER_DOCUMENTS, { tenant: tx.tenant, contract: contract.id });
    return amendment;
  });
}
