import type { Amendment } from './amendment.ts';
import type { Contract } from './contract.ts';
import type { Order } from './order.ts';
import type { OrderLine } from './order-line.ts';

/** A file of a contract's bundle. */
export type ContractFile = { readonly name: string; readonly bytes: Uint8Array };

/** Order and contract as JSON for the bundle: everything that was frozen, without the accounts of people; and the frozen choice as the very text that its hash in the log is of. */
export function contractFiles(order: Order, contract: Contract, amendments: readonly Amendment[] = [], choice?: { readonly text: string }): readonly ContractFile[] {
  const { number, customer, provider, subject, lines, centsPerYear, startsOn, endsOn, term, terms, notice, concludedAt, approved, ground, commitment, declared, agreement } = contract;
  return [
    json('order.json', {
      id: order.id, title: order.title, category: order.category, state: order.state, createdAt: order.createdAt, submittedAt: order.submitted?.at, approvedAt: order.approved?.at, ground: order.ground, proven: order.proven,
      commitment: order.commitment, choice: order.choiceSha256 === null ? order.choice : { file: 'choice.json', sha256: order.choiceSha256 }, term: order.term, steps: order.chain, budget: order.checks.budget && { position: order.checks.budget.position, note: order.checks.budget.note, at: order.checks.budget.at },
      resolution: order.checks.council && { body: order.checks.council.body, number: order.checks.council.number, decidedOn: order.checks.council.decidedOn, reference: order.checks.council.reference, at: order.checks.council.at }, lines: order.lines.map(shownLine),
    }),
    json('contract.json', {
      id: contract.id, number, order: contract.order, customer, provider, subject, centsPerYear, startsOn, endsOn, term, noticeGivenAt: notice?.at ?? null, noticeFor: notice?.lastDay ?? null, concludedAt, approvedAt: approved.at, ground, commitment,
      declaration: declared === null ? null : { form: declared.form, signedOn: declared.signedOn, reference: declared.reference, enteredAt: declared.at },
      agreement: { id: agreement.id, version: agreement.text.version, source: agreement.text.source, validFrom: agreement.text.validFrom, blocks: agreement.text.blocks }, terms, lines: lines.map(shownLine),
      amendments: amendments.map(shownAmendment),
    }),
    ...(choice === undefined ? [] : [{ name: 'choice.json', bytes: Buffer.from(choice.text, 'utf8') }]),
  ];
}

function shownAmendment({ number, title, text, term, price, effectiveOn, state, proposed, decided, chain, checks, proven, declared }: Amendment) {
  return {
    number, title, text, term, price, effectiveOn, state, proposedAt: proposed.at, decidedAt: decided?.at ?? null, steps: chain, proven, budget: checks.budget && { position: checks.budget.position, note: checks.budget.note, at: checks.budget.at },
    resolution: checks.council && { body: checks.council.body, number: checks.council.number, decidedOn: checks.council.decidedOn, reference: checks.council.reference, at: checks.council.at },
    declaration: declared && { form: declared.form, signedOn: declared.signedOn, reference: declared.reference, enteredAt: declared.at },
  };
}

function shownLine({ position, offer, solution, app, plan, name, description, scope, price, parameters, listing }: OrderLine) {
  return { position, offer, solution, app, plan, name, description, scope, price, parameters, listing };
}

function json(name: string, value: object): ContractFile {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`, 'utf8') };
}
