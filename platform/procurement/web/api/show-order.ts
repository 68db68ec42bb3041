import type { ProvenGround } from '../../domain/ground-for-award.ts';
import type { OrderLine, Parameters } from '../../domain/order-line.ts';

/** A line as the API shows it. */
export function showLine(line: OrderLine) {
  const { position, offer, solution, app, plan, name, price } = line;
  return { position, offer, solution, app, plan, name, price: { ...price }, parameters: showParameters(line.parameters) };
}

/** Parameters as the API shows them. */
export function showParameters(parameters: Parameters): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]));
}

/** A proof as the API shows it. */
export function showProof(ground: ProvenGround) {
  const { organisation, statutes: { version, dated, validFrom, validUntil, label }, admission: { decision, decidedOn } } = ground.proof;
  return { kind: ground.kind, provenOn: ground.provenOn, organisation, statutes: { version, dated, validFrom, validUntil, label }, admission: { decision, decidedOn } };
}
