import type { DeliveredEvidence } from '@allmende/delivery';

/** What lies sealed of a piece of evidence beside its bytes. */
export type EvidenceContent = Pick<DeliveredEvidence, 'label' | 'state' | 'name' | 'contentType' | 'isLate' | 'receivedAt' | 'hints'>;

/** A piece of evidence of a case; `fileId` once it is clean. */
export type CaseEvidence = EvidenceContent & { readonly id: string; readonly fileId: string | null };

/** Whether a late document has just become readable: that is what the history tells and what anybody who is deciding must see first. */
export function isNews(before: EvidenceContent | undefined, now: EvidenceContent): boolean {
  return now.isLate && now.state === 'clean' && before?.state !== 'clean';
}
