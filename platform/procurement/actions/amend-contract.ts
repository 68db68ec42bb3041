import { may, requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { cents } from '@allmende/money';
import { findAuthority } from '@allmende/register';
import type { PlainDate } from '@allmende/time';
import { getAmendmentForUpdate, insertAmendment, listAmendments, saveAmendment } from '../data/amendment.ts';
import { listApprovalRules } from '../data/approval-rule.ts';
import { insertCall, sumOfCalls } from '../data/award.ts';
import { getContractForUpdate } from '../data/contract.ts';
import { amendmentFacts } from '../domain/amendment-facts.ts';
import { checkAmendment, decideAmendment, termOn, type Amendment, type AmendmentContent } from '../domain/amendment.ts';
import { chainFor, PLAIN_CHAIN } from '../domain/approval-rule.ts';
import { checkDeclaration, decideCommitment, type CommitmentInput, type SignedDeclaration } from '../domain/commitment.ts';
import { runsLonger } from '../domain/contract-term.ts';
import type { Contract } from '../domain/contract.ts';
import { NotInThisOrderState } from '../domain/errors.ts';
import type { ProvenGround } from '../domain/ground-for-award.ts';
import { approveOrders, placeOrders, signDeclarations } from '../domain/permissions.ts';
import { checkPriceChange, commitsToMore, linesOn, type PriceChange, type PriceChangeInput } from '../domain/price-change.ts';
import { proveAmendedGround } from '../domain/prove-amended-ground.ts';
import { RENDER_DOCUMENTS } from '../domain/render-ticket.ts';
import { awardEvidence } from './award-evidence.ts';
import { findSignatureRule } from './find-signature-rule.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** What is proposed. `commitment`: how the authority commits itself, as with an order; asked for when it pays more, or for longer. */
export type ProposedAmendment = Omit<AmendmentContent, 'price'> & { readonly contract: string; readonly effectiveOn: PlainDate; readonly price: PriceChangeInput | null; readonly commitment?: CommitmentInput };

/**
 * Proposes a change of a contract as an amendment, for a second person to agree to. Higher prices or a longer term freeze the steps that the authority's rules ask for, as an order of that amount, and must be carried by the contract's ground for award already.
 * Throws NotFound, InvalidInput, AwardNotProven, and NotInThisOrderState when the contract has ended or another amendment waits.
 */
export async function proposeAmendment(ctx: Context, input: ProposedAmendment): Promise<Amendment> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const [rule, authority] = await Promise.all([findSignatureRule(ctx), findAuthority(ctx, { id: ctx.tenant })]);
  const land = authority?.land.key ?? '';
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const contract = await getContractForUpdate(tx, input.contract);
    if (contract.endsOn !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon beendet.');
    const before = await listAmendments(tx, contract.id);
    if (before.some((one) => one.state === 'proposed')) throw new NotInThisOrderState('Über eine Änderung dieses Vertrags ist noch nicht entschieden.');
    if (before.length >= 99) throw new NotInThisOrderState('Ein Vertrag hat höchstens 99 Änderungen.');
    const content = checkAmendment(input, contract.startsOn);
    const today = ctx.clock.today();
    const isLonger = content.term !== null && runsLonger(termOn(contract.term, before, input.effectiveOn), content.term);
    const change = input.price ?? (isLonger ? nothingSaid(today) : null);
    const checked = change && checkPriceChange(change, { before: linesOn(contract.lines, before, input.effectiveOn), effectiveOn: input.effectiveOn, isLonger, today });
    const isMore = checked !== null && commitsToMore(checked);
    const price: PriceChange | null = checked && { ...checked, commitment: isMore ? decideCommitment(input.commitment ?? { kind: '', basis: '', reason: '' }, rule) : null };
    const at = ctx.clock.now();
    const amendment: Amendment = {
      ...content, price, contract: contract.id, number: before.length + 1, state: 'proposed', effectiveOn: input.effectiveOn, proposed: { by: accountId, at }, decided: null,
      chain: isMore ? chainFor(await listApprovalRules(tx), checked.centsPerYear, today) : PLAIN_CHAIN, checks: { budget: null, council: null }, proven: null, declared: null,
    };
    if (isMore) await proveAgain(tx, { contract, amendments: [...before, { ...amendment, state: 'agreed' }], land, today });
    await insertAmendment(tx, amendment);
    await record(tx, { actor: ctx.actor, action: 'procurement/amendment-proposed', subject: { kind: 'contract', id: contract.id }, ...amendmentFacts(contract, amendment), at });
    return amendment;
  });
}

/**
 * Agrees to an amendment or refuses it, as a second person; its document follows. Higher prices or a longer term need every step done and the contract's ground for award proven on this day; where they commit the authority, only its head agrees and states the signed
 * declaration. Of two people at the same moment the second is told that it is decided. Throws NotFound, InvalidInput, SecondPersonNeeded, StepMissing, HeadNeeded, AwardNotProven and NotInThisOrderState.
 */
export async function decideOnAmendment(ctx: Context, input: { readonly contract: string; readonly number: number; readonly agreed: boolean; readonly declaration?: { readonly form: string; readonly signedOn: PlainDate; readonly reference: string } }): Promise<Amendment> {
  requirePermission(ctx.actor, approveOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const isHead = may(ctx.actor, signDeclarations, ctx.tenant);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const contract = await getContractForUpdate(tx, input.contract);
    if (contract.endsOn !== null) throw new NotInThisOrderState('Dieser Vertrag ist schon beendet.');
    const proposed = await getAmendmentForUpdate(tx, contract.id, input.number);
    const isMore = input.agreed && proposed.state === 'proposed' && proposed.price !== null && commitsToMore(proposed.price);
    const before = await listAmendments(tx, contract.id);
    const again = isMore ? await proveAgain(tx, { contract, amendments: before.map((one) => (one.number === proposed.number ? { ...one, state: 'agreed' } : one)), land: authority?.land.key ?? '', today: ctx.clock.today() }) : undefined;
    const declared = isHead && isMore && proposed.price?.commitment?.kind === 'declaration' ? readDeclaration(input.declaration, ctx.clock.today()) : null;
    const amendment = decideAmendment(proposed, { by: accountId, at }, { agreed: input.agreed, isHead, proven: again?.proven ?? null, declared });
    await saveAmendment(tx, amendment);
    if (again?.proven.kind === 'framework-call-off' && again.proven.proof.valueCents > again.calledCents) {
      await insertCall(tx, { framework: again.proven.proof.framework, contract: contract.id, amendment: amendment.number, valueCents: again.proven.proof.valueCents - again.calledCents, on: ctx.clock.today() });
    }
    await record(tx, { actor: ctx.actor, action: input.agreed ? 'procurement/amendment-agreed' : 'procurement/amendment-refused', subject: { kind: 'contract', id: contract.id }, ...amendmentFacts(contract, amendment), at });
    if (input.agreed) await enqueue(tx, RENDER_DOCUMENTS, { tenant: tx.tenant, contract: contract.id });
    return amendment;
  });
}

/** The contract's ground with prices and term as they are once these amendments are in force. Holds call-offs of others back until the transaction ends. */
async function proveAgain(tx: TenantTx, { amendments, contract, land, today }: { readonly contract: Contract; readonly amendments: readonly Amendment[]; readonly land: string; readonly today: PlainDate }): Promise<{ readonly proven: ProvenGround; readonly calledCents: number }> {
  const evidence = await awardEvidence(tx, { id: tx.tenant, land }, today, { lock: true });
  const calledCents = cents(await sumOfCalls(tx, contract.id));
  const latest = amendments.reduce((day, one) => (one.effectiveOn > day ? one.effectiveOn : day), today);
  return { proven: proveAmendedGround(contract.ground, evidence, { lines: linesOn(contract.lines, amendments), term: termOn(contract.term, amendments, latest) }, { calledCents }, today), calledCents };
}

// Whoever only makes the term longer is asked for the reasons all the same.
function nothingSaid(today: PlainDate): PriceChangeInput {
  return { prices: [], basis: '', reason: '', consent: { givenOn: today, reference: '' } };
}

function readDeclaration(given: { readonly form: string; readonly signedOn: PlainDate; readonly reference: string } | undefined, today: PlainDate): SignedDeclaration {
  return checkDeclaration(given ?? { form: '', signedOn: today, reference: '' }, today);
}
