import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { EventPayload } from '../domain/security-event.ts';
import { EVENT_ROOT, SET_SCHEMA, type EventName } from '../domain/vocabulary.ts';

/** What an event says. `id` is new for each event, except when the same one is sent again. */
export type EventToSign = {
  readonly id: string;
  readonly name: EventName;
  /** Address of the service, or id of the destination that speaks. */
  readonly issuer: string;
  readonly issuedAt: Date;
  readonly subject: { readonly kind: 'submission' | 'reply'; readonly id: string };
  readonly case: string;
  readonly payload?: EventPayload | undefined;
  /** The one of the service's own `submit-submission`; ours when there is none. */
  readonly schema?: string | undefined;
};

/** Signs an event as a compact JWS (PS512, `secevent+jwt`). The key is a private RSA key whose public part is published under `kid`. */
export async function signEvent(event: EventToSign, by: { readonly key: KeyObject; readonly kid: string }): Promise<string> {
  const claims = {
    $schema: event.schema ?? SET_SCHEMA, jti: event.id, iss: event.issuer, iat: Math.floor(event.issuedAt.getTime() / 1000), sub: `${event.subject.kind}:${event.subject.id}`, txn: `case:${event.case}`,
    events: { [`${EVENT_ROOT}${event.name}`]: event.payload ?? {} },
  };
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'PS512', typ: 'secevent+jwt', kid: by.kid }).sign(by.key);
}
