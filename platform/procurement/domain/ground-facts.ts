import type { ProvenGround } from './ground-for-award.ts';

/** What the audit log keeps of a proof. */
export function groundFacts(ground: ProvenGround): Record<string, string | number> {
  const common = { ground: ground.kind, provenOn: ground.provenOn };
  if (ground.kind === 'in-house') {
    const { statutes, admission } = ground.proof;
    return { ...common, statutes: statutes.version.slice(0, 200), admission: admission.decision.slice(0, 200), admissionDecidedOn: admission.decidedOn };
  }
  if (ground.kind === 'framework-call-off') return { ...common, framework: ground.proof.framework, reference: ground.proof.reference.slice(0, 200), validUntil: ground.proof.validUntil, valueCents: ground.proof.valueCents };
  if (ground.kind === 'dynamic-purchasing-system') return { ...common, award: ground.proof.award, call: ground.proof.call.slice(0, 200), validUntil: ground.proof.validUntil };
  return { ...common, valueCents: ground.proof.valueCents, thresholdCents: ground.proof.threshold.value, basis: ground.proof.threshold.basis.slice(0, 200), land: ground.proof.land };
}
