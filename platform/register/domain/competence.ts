import type { PlainDate } from '@allmende/time';
import type { AuthorityId } from './authority-id.ts';
import type { DefaultCompetence, DefaultReason } from './derive-authorities.ts';

/** Which kind of authority usually performs a service; the service package says so. */
export type UsualAuthorityKind = 'municipality' | 'district';

/** What the register must know of a service. */
export type CompetenceService = { id: string; usualAuthorityKind: UsualAuthorityKind };

/** Stands for all services that municipalities usually perform. */
export const ALL_MUNICIPAL_SERVICES = '*';

/** Somebody's dated statement that an authority is (or, with null, that the default is again) competent for a place and a service. Entries are never changed or removed: the one entered last counts. */
export type CompetenceEntry = {
  id: string;
  ags: string;
  /** Id of the service, or `*`. */
  service: string;
  authority: AuthorityId | null;
  validFrom: PlainDate;
  /** Last day; null = open. */
  validUntil: PlainDate | null;
  reason: string;
};

/** The answer, with its ground. `authority` is undefined when nobody is known to be competent. */
export type CompetenceAnswer =
  | { authority: AuthorityId; because: 'entry'; entry: string; reason: string }
  | { authority: AuthorityId; because: 'default'; rule: DefaultReason }
  | { authority: undefined; because: 'unknown'; rule: DefaultReason };

/**
 * Decides who is competent for a place and a service on a day: an entry for this very service first, then one for all municipal services, then the default of the register.
 * `entries` are those of the place in the order in which they were entered; entries of other places or services are passed over.
 */
export function decideCompetence(place: DefaultCompetence, service: CompetenceService, entries: readonly CompetenceEntry[], on: PlainDate): CompetenceAnswer {
  const valid = entries.filter((entry) => entry.ags === place.ags && entry.validFrom <= on && (entry.validUntil === null || on <= entry.validUntil));
  const entry = valid.findLast((candidate) => candidate.service === service.id)
    ?? (service.usualAuthorityKind === 'municipality' ? valid.findLast((candidate) => candidate.service === ALL_MUNICIPAL_SERVICES) : undefined);
  if (entry?.authority) return { authority: entry.authority, because: 'entry', entry: entry.id, reason: entry.reason };
  const [authority, rule] = service.usualAuthorityKind === 'district' ? [place.district, place.districtReason] as const : [place.municipal, place.municipalReason] as const;
  return authority === null ? { authority: undefined, because: 'unknown', rule } : { authority, because: 'default', rule };
}
