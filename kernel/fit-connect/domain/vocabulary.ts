/**
 * Every word of FIT-Connect that is sent or compared, in one place. What is marked ASSUMED has no official source at hand; each such mark has its line in `docs/guide/fit-connect-assumptions.md`.
 * Sources: Submission API 1.1.3 (CC BY-SA 4.0), docs.fitko.de/fit-connect, two public implementations of version 2; state of 21 November 2026.
 */
const ROOT = 'https://schema.fitko.de/fit-connect/';

/** Prefix of the one key under `events`. */
export const EVENT_ROOT = `${ROOT}events/`;

/** Prefix of `type` of a problem in a rejection. */
export const PROBLEM_ROOT = `${ROOT}events/problems/`;

/** Prefix of `type` of a callback's body. */
export const CALLBACK_ROOT = `${ROOT}submission-api/callbacks/`;

/** Who may issue an event. `either` is service or destination. */
export type EventIssuer = 'service' | 'destination' | 'either';

/** Events of a case by name, with who may issue them. */
export const EVENTS = {
  'create-submission': 'service',
  'submit-submission': 'service',
  /** Payload ASSUMED: none. */
  'notify-submission': 'service',
  'forward-submission': 'destination',
  'accept-submission': 'destination',
  'reject-submission': 'either',
  'delete-submission': 'service',
  /** Issuers of all replies ASSUMED; the last three names are ASSUMED, too. */
  'create-reply': 'either',
  'submit-reply': 'either',
  'reject-reply': 'either',
  'notify-reply': 'service',
  'accept-reply': 'either',
  'delete-reply': 'service',
} as const satisfies Record<string, EventIssuer>;

export type EventName = keyof typeof EVENTS;

export const CALLBACKS = {
  newSubmissions: `${CALLBACK_ROOT}new-submissions`,
  newEvents: `${CALLBACK_ROOT}new-events`,
  /** ASSUMED. */
  newReplies: `${CALLBACK_ROOT}new-replies`,
} as const;

/** `$schema` of the events that we issue; a receiver answers with the one that the service itself used. */
export const SET_SCHEMA = `${ROOT}set-payload/1.2.2/set-payload.schema.json`;

/** Whether a `$schema` of an event is one that we understand: 1.x, but not 1.0, which the service refuses. */
export function isSetSchema(text: string): boolean {
  return /^https:\/\/schema\.fitko\.de\/fit-connect\/set-payload\/1\.[1-9]\d*\.\d+\/set-payload\.schema\.json$/u.test(text);
}

/** `$schema` of metadata of a version such as `1.3.0`. */
export function metadataSchemaUri(version: string): string {
  return `${ROOT}metadata/${version}/metadata.schema.json`;
}

/** URN of a public service by its Leistungsschlüssel (LeiKa), 14 digits. */
export function serviceUrn(leistungsschluessel: string): string {
  return `urn:de:fim:leika:leistung:${leistungsschluessel}`;
}

/** `DE` and a Regionalschlüssel (ARS) or the beginning of one; sends to a region when it begins with one of the destination's. */
export const REGION = /^DE\d{0,12}$/u;

/** A service as FIT-Connect names it. */
export const SERVICE_URN = /^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$/iu;
