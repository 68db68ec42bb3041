import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { listApprovalRules } from '../data/approval-rule.ts';
import { getOrder, getOrderForUpdate, saveOrder } from '../data/order.ts';
import { insertChoice } from '../data/order-choice.ts';
import { chainFor } from '../domain/approval-rule.ts';
import { requireChosenOffers, type ChoiceInput } from '../domain/check-choice.ts';
import { choiceText } from '../domain/choice-text.ts';
import { decideCommitment, type CommitmentInput } from '../domain/commitment.ts';
import { checkTerm, OPEN_TERM, type ContractTerm } from '../domain/contract-term.ts';
import { NotOrderable } from '../domain/errors.ts';
import { isGroundKind, proveGround } from '../domain/ground-for-award.ts';
import { submit, yearlyTotal, type Order } from '../domain/order.ts';
import { placeOrders } from '../domain/permissions.ts';
import type { VettingOf } from '../domain/vetting-of.ts';
import { awardEvidence } from './award-evidence.ts';
import { findSignatureRule } from './find-signature-rule.ts';
import { freezeChoice } from './freeze-choice.ts';
import { freezeOffer } from './freeze-offer.ts';

/**
 * Hands a draft in for approval: states the ground for award, which must be proven already, how long the contract shall run, and how the authority commits itself; freezes the steps that the authority's rules ask for, lines, prices, and as the choice what the store shows today: search, solutions found and compared, offers in their versions, vetting, sustainability. Its hash stands in the log.
 * Throws NotFound, InvalidInput, AwardNotProven, NotOrderable and NotInThisOrderState.
 */
export async function submitOrder(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'locale'>, input: { order: string; ground: string; commitment: CommitmentInput; term?: ContractTerm; choice?: ChoiceInput }, vettingOf: VettingOf,
): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const { ground } = input;
  if (!isGroundKind(ground)) throw new InvalidInput([{ pointer: '/ground', code: 'required', message: 'Bitte wählen Sie den Vergabegrund.' }]);
  const commitment = decideCommitment(input.commitment, await findSignatureRule(ctx));
  const term = checkTerm(input.term ?? OPEN_TERM);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  const draft = await ctx.database.inTenant(ctx.tenant, (tx) => getOrder(tx, input.order));
  const today = await Promise.all(draft.lines.map((line) => freezeOffer(ctx, ctx.tenant, line.offer, line.price.usage).catch((error: unknown) => {
    if (error instanceof NotFound) throw new NotOrderable(`„${line.name}“ wird nicht mehr angeboten.`);
    throw error;
  })));
  const choice = await freezeChoice(ctx, vettingOf, draft, input.choice ?? {});
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const before = await getOrderForUpdate(tx, input.order);
    const chain = chainFor(await listApprovalRules(tx), yearlyTotal(before), ctx.clock.today());
    const frozen = choiceText({ ...choice, frozenAt: at.toISOString() });
    const order = submit(before, { act: { by: accountId, at }, ground, commitment, choiceSha256: frozen.sha256, term, chain, today });
    requireChosenOffers(choice.candidates, order.lines);
    proveGround(ground, await awardEvidence(tx, { id: ctx.tenant, land: authority?.land.key ?? '' }, ctx.clock.today()), order, ctx.clock.today());
    await insertChoice(tx, order.id, frozen, { by: accountId, at });
    await saveOrder(tx, order);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/order-submitted', subject: { kind: 'order', id: order.id }, at,
      facts: { version: order.version, lines: order.lines.length, centsPerYear: yearlyTotal(order), ground, commitment: commitment.kind, basis: commitment.basis, months: term.months ?? 'open', budgetNeeded: chain.budget, headNeeded: chain.head, councilNeeded: chain.council },
    });
    await record(tx, {
      actor: ctx.actor, action: 'procurement/choice-frozen', subject: { kind: 'order', id: order.id }, at, facts: { sha256: frozen.sha256, candidates: choice.candidates.length, offers: choice.candidates.flatMap(({ offers }) => offers).length, compared: choice.compared.length },
    });
    return order;
  });
}
