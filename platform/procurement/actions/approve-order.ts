import { may, requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { listAgreementTexts } from '../data/agreement-text.ts';
import { getOrder, getOrderForUpdate, saveOrder } from '../data/order.ts';
import { agreementOn } from '../domain/agreement-text.ts';
import { NeedsNotProvided, NoAgreementText } from '../domain/errors.ts';
import { proveGround } from '../domain/ground-for-award.ts';
import { groundFacts } from '../domain/ground-facts.ts';
import { approve, isReadyToConclude, yearlyTotal, type Order } from '../domain/order.ts';
import type { OrderableApps } from '../domain/orderable-app.ts';
import { approveOrders, signDeclarations } from '../domain/permissions.ts';
import { awardEvidence } from './award-evidence.ts';
import { concludeContract } from './conclude-contract.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys' | 'config' | 'directory'>;

/**
 * Approves an order as a second person, with the proof that holds today. Everyday business becomes a contract in the same transaction; otherwise the order waits for the signed declaration.
 * `version` is what the person saw. The same person approving again changes nothing and returns the order as it is.
 * `apps` say whether what they need is set up here.
 * Throws NotFound, SecondPersonNeeded, StepMissing, HeadNeeded, OrderHasChanged, AwardNotProven, NeedsNotProvided, NoAgreementText and NotInThisOrderState.
 */
export async function approveOrder(ctx: Ctx, input: { order: string; version?: number }, apps: OrderableApps = () => undefined): Promise<Order> {
  requirePermission(ctx.actor, approveOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  const unmet = await unmetNeeds(ctx, apps, input.order);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getOrderForUpdate(tx, input.order);
    if (before.approved?.by === accountId && (before.state === 'approved' || before.state === 'contracted')) return before;
    const at = ctx.clock.now();
    const today = ctx.clock.today();
    const proven = proveGround(before.ground ?? 'in-house', await awardEvidence(tx, { id: ctx.tenant, land: authority?.land.key ?? '' }, today, { lock: true }), before, today);
    const order = approve(before, { act: { by: accountId, at }, proven, isHead: may(ctx.actor, signDeclarations, ctx.tenant), seenVersion: input.version });
    if (unmet.length > 0) throw new NeedsNotProvided(unmet);
    const agreement = agreementOn(await listAgreementTexts(tx), today);
    if (agreement === undefined) throw new NoAgreementText();
    await saveOrder(tx, order);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/order-approved', subject: { kind: 'order', id: order.id }, at,
      facts: { version: order.version, centsPerYear: yearlyTotal(order), ...groundFacts(proven).facts },
    });
    return isReadyToConclude(order) ? concludeContract(ctx, tx, { order, authority, agreement }) : order;
  });
}

// Asked before the transaction: packages and settings lie elsewhere. Lines that are changed meanwhile change the version that the person saw.
async function unmetNeeds(ctx: Ctx, apps: OrderableApps, id: string): Promise<readonly string[]> {
  const { lines } = await ctx.database.inTenant(ctx.tenant, (tx) => getOrder(tx, id));
  const reasons = await Promise.all([...new Set(lines.map(({ app }) => app))].map((app) => apps(app)?.unmet?.(ctx)));
  return reasons.filter((reason) => reason !== undefined);
}
