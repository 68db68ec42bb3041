import type { Completeness } from '../domain/completeness.ts';
import type { Entry } from '../domain/entry.ts';
import type { Value } from '../domain/rules/value.ts';
import type { Answers } from '../domain/situation.ts';
import type { OpenedApplication } from './open-application.ts';

/** A sent application as it is handed on: codes for machines, the same in words for people, and with what version it was filled in. */
export type SentApplication = {
  readonly id: string;
  readonly reference: string;
  readonly service: { readonly id: string; readonly version: string; readonly name: string };
  readonly packageHash: string;
  readonly overlayHash: string;
  readonly placeArs: string;
  readonly submittedAt: Date;
  readonly language: string;
  readonly answers: Answers;
  /** The answers of the rows by group, for a service with groups. */
  readonly rows?: Readonly<Record<string, readonly Answers[]>>;
  readonly results: Readonly<Record<string, Value>>;
  readonly completeness: Completeness;
  /** Who typed it in for somebody else. */
  readonly entry?: Entry;
};

/** What of an opened application is handed on as it was sent. */
export function sentApplicationOf({ stored, content, service }: OpenedApplication): SentApplication {
  return {
    id: stored.id, reference: stored.reference, packageHash: stored.packageHash, overlayHash: stored.overlayHash, placeArs: stored.placeArs, submittedAt: stored.submittedAt,
    service: { id: stored.serviceId, version: service.package.service.version, name: service.texts('de').get('service.name') },
    language: content.language, answers: content.answers, ...(content.rows ? { rows: content.rows } : {}), ...(content.entry ? { entry: content.entry } : {}), results: content.results, completeness: content.completeness,
  };
}
