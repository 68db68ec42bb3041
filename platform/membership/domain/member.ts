import type { PlainDate } from '@allmende/time';

/** The decision by which an authority belongs. */
export type AdmissionDecision = {
  /** Number or name: `Vorstand 12/2026`, `Gründungsmitglied`. */
  readonly name: string;
  readonly decidedOn: PlainDate;
  readonly text: string;
  /** The account that entered it, or the part of the platform that did. */
  readonly decidedBy: string;
};

/** An authority that belongs to the platform. */
export type Member = {
  /** The authority's id, which is its tenant. */
  readonly authority: string;
  readonly joinedOn: PlainDate;
  /** Last day of membership; null while it lasts. */
  readonly leftOn: PlainDate | null;
  readonly founding: boolean;
  readonly decision: AdmissionDecision;
};

/** Whether membership holds on a day. */
export function isMemberOn(member: Pick<Member, 'joinedOn' | 'leftOn'>, on: PlainDate): boolean {
  return member.joinedOn <= on && (member.leftOn === null || member.leftOn >= on);
}
