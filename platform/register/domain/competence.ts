import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { AuthorityId } from './authority-id.ts';
import { checkReason } from './check-reason.ts';
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

/** Checks the period and the reason of a new entry. `earliest` is the first day it may start on (any when undefined). Throws InvalidInput. */
export function checkCompetencePeriod(input: { service: CompetenceService; validFrom: PlainDate; validUntil?: PlainDate; reason: string }, earliest: PlainDate | undefined): void {
  const problems: FieldProblem[] = [];
  if (!/^(?:[a-z][a-z0-9-]{0,79}|\*)$/u.test(input.service.id)) problems.push({ pointer: '/service', code: 'unknown', message: 'Bitte wählen Sie eine Leistung.' });
  if (input.service.id === ALL_MUNICIPAL_SERVICES && input.service.usualAuthorityKind !== 'municipality') problems.push({ pointer: '/service', code: 'unknown', message: 'Für alle Leistungen zugleich gilt ein Eintrag nur bei Aufgaben der Gemeinden.' });
  if (earliest !== undefined && input.validFrom < earliest) problems.push({ pointer: '/validFrom', code: 'too-early', message: 'Der erste Tag darf nicht in der Vergangenheit liegen.' });
  if (input.validUntil !== undefined && input.validUntil < input.validFrom) problems.push({ pointer: '/validUntil', code: 'too-early', message: 'Der letzte Tag liegt vor dem ersten.' });
  const wrongReason = checkReason(input.reason, 'Bitte nennen Sie den Grund, zum Beispiel die Vereinbarung oder den Beschluss');
  if (wrongReason) problems.push(wrongReason);
  if (problems.length > 0) throw new InvalidInput(problems);
}
