import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { findSolutions } from '@allmende/needs';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { inHouseEvidence } from '@allmende/membership';
import { getOrder, getOrderForUpdate, saveOrder } from '../data/order.ts';
import { decideCommitment, type CommitmentInput } from '../domain/commitment.ts';
import { NotOrderable } from '../domain/errors.ts';
import { isGroundKind, proveGround } from '../domain/ground-for-award.ts';
import { submit, yearlyTotal, type FrozenChoice, type Order } from '../domain/order.ts';
import { placeOrders } from '../domain/permissions.ts';
import { findSignatureRule } from './find-signature-rule.ts';
import { freezeOffer } from './freeze-offer.ts';

/**
 * Hands a draft in for approval: states the ground for award, which must be proven already, and how the authority commits itself; freezes lines, prices and what the store showed.
 * Throws NotFound, InvalidInput, AwardNotProven, NotOrderable and NotInThisOrderState.
 */
export async function submitOrder(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'locale'>, input: { order: string; ground: string; commitment: CommitmentInput },
): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const { ground } = input;
  if (!isGroundKind(ground)) throw new InvalidInput([{ pointer: '/ground', code: 'required', message: 'Bitte wählen Sie den Vergabegrund.' }]);
  const commitment = decideCommitment(input.commitment, await findSignatureRule(ctx));
  const draft = await ctx.database.inTenant(ctx.tenant, (tx) => getOrder(tx, input.order));
  const today = await Promise.all(draft.lines.map((line) => freezeOffer(ctx, ctx.tenant, line.offer).catch((error: unknown) => {
    if (error instanceof NotFound) throw new NotOrderable(`„${line.name}“ wird nicht mehr angeboten.`);
    throw error;
  })));
  const choice = await freezeChoice(ctx, draft);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const order = submit(await getOrderForUpdate(tx, input.order), { act: { by: accountId, at }, ground, commitment, choice, today });
    proveGround(ground, await inHouseEvidence(tx, ctx.tenant, ctx.clock.today()), order.lines, ctx.clock.today());
    await saveOrder(tx, order);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/order-submitted', subject: { kind: 'order', id: order.id }, at,
      facts: { version: order.version, lines: order.lines.length, centsPerYear: yearlyTotal(order), ground, commitment: commitment.kind, basis: commitment.basis },
    });
    return order;
  });
}

async function freezeChoice(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'locale'>, order: Order): Promise<FrozenChoice> {
  const found = await findSolutions(ctx, { need: order });
  return { category: order.category, seenAt: ctx.clock.now().toISOString(), entries: found.map(({ card }) => ({ solution: card.slug, name: card.name, licence: card.licence })) };
}
