import type { ProvenGround } from './ground-for-award.ts';

/** What the audit log keeps of a proof, as the facts of an entry. */
export function groundFacts(ground: ProvenGround): { readonly facts: Record<string, string | number> } {
  const { kind, provenOn } = ground;
  if (ground.kind === 'in-house') {
    const { statutes, admission } = ground.proof;
    return { facts: { ground: kind, provenOn, statutes: statutes.version.slice(0, 200), admission: admission.decision.slice(0, 200), admissionDecidedOn: admission.decidedOn } };
  }
  if (ground.kind === 'framework-call-off') return { facts: { ground: kind, provenOn, framework: ground.proof.framework, reference: ground.proof.reference.slice(0, 200), validUntil: ground.proof.validUntil, valueCents: ground.proof.valueCents } };
  if (ground.kind === 'dynamic-purchasing-system') return { facts: { ground: kind, provenOn, award: ground.proof.award, call: ground.proof.call.slice(0, 200), validUntil: ground.proof.validUntil } };
  return { facts: { ground: kind, provenOn, valueCents: ground.proof.valueCents, thresholdCents: ground.proof.threshold.value, basis: ground.proof.threshold.basis.slice(0, 200), land: ground.proof.land } };
}
