import type { Contract } from './contract.ts';
import type { Order } from './order.ts';
import type { OrderLine } from './order-line.ts';

/** A file of a contract's bundle. */
export type ContractFile = { readonly name: string; readonly bytes: Uint8Array };

/** Order and contract as JSON for the bundle: everything that was frozen, without the accounts of people. */
export function contractFiles(order: Order, contract: Contract): readonly ContractFile[] {
  const { number, customer, provider, subject, lines, centsPerYear, startsOn, endsOn, concludedAt, approved, ground, commitment, declared, agreement } = contract;
  return [
    json('order.json', {
      id: order.id, title: order.title, category: order.category, state: order.state, createdAt: order.createdAt, submittedAt: order.submitted?.at, approvedAt: order.approved?.at, ground: order.ground, proven: order.proven,
      commitment: order.commitment, choice: order.choice, lines: order.lines.map(shownLine),
    }),
    json('contract.json', {
      id: contract.id, number, order: contract.order, customer, provider, subject, centsPerYear, startsOn, endsOn, concludedAt, approvedAt: approved.at, ground, commitment,
      declaration: declared === null ? null : { form: declared.form, signedOn: declared.signedOn, reference: declared.reference, enteredAt: declared.at },
      agreement: { id: agreement.id, version: agreement.text.version, source: agreement.text.source, validFrom: agreement.text.validFrom, blocks: agreement.text.blocks }, lines: lines.map(shownLine),
    }),
  ];
}

function shownLine({ position, offer, solution, app, plan, name, description, scope, price, parameters, listing }: OrderLine) {
  return { position, offer, solution, app, plan, name, description, scope, price, parameters, listing };
}

function json(name: string, value: object): ContractFile {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`, 'utf8') };
}
