import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { markNeedOrdered } from '@allmende/needs';
import { requestInstance } from '@allmende/operations';
import type { Authority } from '@allmende/register';
import { createDataKey } from '@allmende/secrets';
import { claimSystemAward, insertCall } from '../data/award.ts';
import { insertContract, nextContractCount } from '../data/contract.ts';
import { saveOrder } from '../data/order.ts';
import { publishContract } from '../data/published-contract.ts';
import { loadContractTerms } from '../data/standards.ts';
import type { AgreementText } from '../domain/agreement-text.ts';
import { contractNumber, type Contract } from '../domain/contract.ts';
import { AwardNotProven, NotInThisOrderState } from '../domain/errors.ts';
import { contractConcluded } from '../domain/events.ts';
import { partyOf, proveGround } from '../domain/ground-for-award.ts';
import { conclude, yearlyTotal, type Order } from '../domain/order.ts';
import { RENDER_DOCUMENTS } from '../domain/render-ticket.ts';
import { awardEvidence } from './award-evidence.ts';

/**
 * Turns an approved order into contract, processing agreement and instances, with audit entry, event and the job for its documents: all in the caller's transaction, or nothing.
 * The caller holds the order's lock. Throws AwardNotProven when the proof no longer holds.
 */
export async function concludeContract(
  ctx: Pick<ActionContext, 'clock' | 'actor' | 'keys'>, tx: TenantTx, input: { order: Order; authority: Authority | undefined; agreement: AgreementText },
): Promise<Order> {
  const { authority, agreement } = input;
  if (authority === undefined || input.order.commitment === null) throw new NotInThisOrderState('Diese Bestellung ist unvollständig.');
  const now = ctx.clock.now();
  const today = ctx.clock.today();
  const proven = proveGround(input.order.ground ?? 'in-house', await awardEvidence(tx, { id: tx.tenant, land: authority.land.key }, today, { lock: true }), input.order, today);
  const order = conclude(input.order, { contract: newId(), proven });
  const year = Number(today.slice(0, 4));
  const contract: Contract = {
    id: order.contract, number: contractNumber(year, await nextContractCount(tx, year)), order: order.id, need: order.need, category: order.category,
    customer: { name: authority.name, key: `Regionalschlüssel ${authority.ars}` }, provider: partyOf(order.proven),
    subject: `Betrieb von ${order.lines.map((line) => line.name).join(', ')} für ${authority.name}`, lines: order.lines, centsPerYear: yearlyTotal(order), startsOn: today, endsOn: null, term: order.term, notice: null, terms: await loadContractTerms(), concludedAt: now,
    approved: order.approved, ground: order.proven, commitment: input.order.commitment, declared: order.declared, agreement: { id: newId(), text: agreement }, dataKey: (await createDataKey(tx, ctx.keys)).id,
  };
  await insertContract(tx, contract);
  if (proven.kind === 'framework-call-off') await insertCall(tx, { framework: proven.proof.framework, contract: contract.id, valueCents: proven.proof.valueCents, on: today });
  if (proven.kind === 'dynamic-purchasing-system' && !(await claimSystemAward(tx, proven.proof.award, contract.id))) throw new AwardNotProven(['Aus diesem Zuschlag ist schon ein Vertrag entstanden.']);
  await saveOrder(tx, order);
  for (const line of order.lines) {
    await requestInstance(ctx, tx, {
      app: line.app, title: line.name, contractId: contract.id, agreementId: contract.agreement.id, parameters: line.parameters, approvedAt: (order.declared ?? order.approved).at, runtime: line.runtime, plan: line.plan, alone: line.alone,
    });
  }
  await markNeedOrdered(ctx, tx, { need: order.need, solutions: order.lines.map((line) => line.solution) });
  await publishContract(tx, {
    contract: contract.id, authority: tx.tenant, category: contract.category, since: today, until: null,
    offers: order.lines.map(({ offer, solution, app, plan, name, parameters, scope }) => ({ offer, solution, app, plan, name, parameters, ...(scope === undefined ? {} : { scope }) })),
  });
  await record(tx, {
    actor: ctx.actor, action: 'procurement/contract-concluded', subject: { kind: 'contract', id: contract.id }, at: now,
    facts: { order: order.id, number: contract.number, agreement: contract.agreement.id, agreementText: agreement.version.slice(0, 200), centsPerYear: contract.centsPerYear, lines: order.lines.length, startsOn: today },
  });
  await emit(tx, contractConcluded(contract.id, { contract: contract.id, order: order.id }));
  await enqueue(tx, RENDER_DOCUMENTS, { tenant: tx.tenant, contract: contract.id });
  return order;
}
