import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import type { PlainDate } from '@allmende/time';
import { listAgreementTexts } from '../data/agreement-text.ts';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { agreementOn } from '../domain/agreement-text.ts';
import { checkDeclaration } from '../domain/commitment.ts';
import { NoAgreementText } from '../domain/errors.ts';
import { declare, type Order } from '../domain/order.ts';
import { signDeclarations } from '../domain/permissions.ts';
import { concludeContract } from './conclude-contract.ts';

/**
 * The head of the authority states that the declaration which commits it was signed, by hand or with a verifiable electronic signature, and where it lies; the platform signs nothing itself.
 * The contract comes about in the same transaction, if the proof still holds. The same person stating it again changes nothing.
 * Throws NotFound, InvalidInput, SecondPersonNeeded, AwardNotProven, NoAgreementText and NotInThisOrderState.
 */
export async function signDeclaration(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys'>, input: { order: string; form: string; signedOn: PlainDate; reference: string },
): Promise<Order> {
  requirePermission(ctx.actor, signDeclarations, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const today = ctx.clock.today();
  const declaration = checkDeclaration(input, today);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getOrderForUpdate(tx, input.order);
    if (before.state === 'contracted' && before.declared?.by === accountId) return before;
    const at = ctx.clock.now();
    const order = declare(before, { by: accountId, at }, declaration);
    const agreement = agreementOn(await listAgreementTexts(tx), today);
    if (agreement === undefined) throw new NoAgreementText();
    await saveOrder(tx, order);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/declaration-signed', subject: { kind: 'order', id: order.id }, at, personal: { reference: declaration.reference },
      facts: { version: order.version, form: declaration.form, signedOn: declaration.signedOn, basis: order.commitment?.basis ?? '' },
    });
    return concludeContract(ctx, tx, { order, authority, agreement });
  });
}
