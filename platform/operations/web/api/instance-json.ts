import type { Instance } from '../../domain/instance.ts';
import { lifeStage } from '../../domain/life.ts';

/** An instance as the API shows it. */
export function toJson(one: Instance) {
  return {
    id: one.id, app: one.app, title: one.title, contract: one.contractId, agreement: one.agreementId, runtime: one.runtime, version: one.packageVersion ?? null, channel: one.channel, copyOf: one.copyOf ?? null,
    endsAt: instant(one.endsAt), passage: one.candidate ? { reason: one.candidate.reason, version: one.candidate.packageVersion, stage: one.candidate.stage, since: one.candidate.since.toISOString(), detail: one.candidate.detail ?? null } : null, parameters: { ...one.parameters }, stage: lifeStage(one), wanted: one.wanted, observed: one.observed,
    observedSince: one.observedSince.toISOString(), lastObservedAt: instant(one.lastObservedAt), detail: one.detail ?? null, approvedAt: one.approvedAt.toISOString(), runningAt: instant(one.runningAt),
    endedAt: instant(one.endedAt), deleteAfter: instant(one.deleteAfter), dataReturnedAt: instant(one.dataReturnedAt), deletedAt: instant(one.deletedAt),
  };
}

/** An instant as text; null when there is none. */
export function instant(at: Date | undefined): string | null {
  return at?.toISOString() ?? null;
}
