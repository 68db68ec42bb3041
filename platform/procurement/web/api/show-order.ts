import type { ProvenGround } from '../../domain/ground-for-award.ts';
import { proofDefinitions } from '../../domain/proof-definitions.ts';
import type { FrozenPrice, OrderLine, Parameters } from '../../domain/order-line.ts';

/** A line as the API shows it. */
export function showLine(line: OrderLine) {
  const { position, offer, solution, app, plan, name } = line;
  return { position, offer, solution, app, plan, name, price: showFrozenPrice(line.price), parameters: showParameters(line.parameters) };
}

/** Parameters as the API shows them. */
export function showParameters(parameters: Parameters): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]));
}

/** A proof as the API shows it: what it says of the in-house ground in fields, of the others in `details` with German names. */
export function showProof(ground: ProvenGround) {
  const details = proofDefinitions(ground).map((one) => ({ ...one }));
  if (ground.kind !== 'in-house') return { kind: ground.kind, provenOn: ground.provenOn, details };
  const { organisation, statutes: { version, dated, validFrom, validUntil, label }, admission: { decision, decidedOn } } = ground.proof;
  return { kind: ground.kind, provenOn: ground.provenOn, details, organisation, statutes: { version, dated, validFrom, validUntil, label }, admission: { decision, decidedOn } };
}

/** A frozen price as the API shows it. */
export function showFrozenPrice({ centsPerYear, contributionClass, validFrom, label, parts }: FrozenPrice) {
  return { centsPerYear, contributionClass, validFrom, label, ...(parts === undefined ? {} : { parts: parts.map((one) => ({ ...one })) }) };
}
