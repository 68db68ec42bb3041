import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { demand } from './refusal.ts';
import { EVENT_ROOT, EVENTS, type EventName } from './vocabulary.ts';

const Uuid = Type.String({ format: 'uuid' });
const Tag = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });

/** Fifth segment of each encrypted part. `data` is missing where version 1 sends none. */
export const AuthenticationTags = Type.Object({ metadata: Tag, data: Type.Optional(Tag), attachments: Type.Optional(Type.Record(Uuid, Tag)) });
export type AuthenticationTags = Static<typeof AuthenticationTags>;

const ProblemPart = Type.Object({ type: Type.String({ maxLength: 500 }), title: Type.String({ maxLength: 1_000 }), detail: Type.String({ maxLength: 5_000 }), instance: Type.String({ maxLength: 200 }) });

const Payload = Type.Object({ authenticationTags: Type.Optional(AuthenticationTags), problems: Type.Optional(Type.Array(ProblemPart, { maxItems: 500 })) });
export type EventPayload = Static<typeof Payload>;

/** The claims of an event (Security Event Token, RFC 8417) as FIT-Connect writes them. */
export const EventClaims = Type.Object({
  $schema: Type.String({ maxLength: 300 }),
  jti: Uuid,
  iss: Type.String({ minLength: 1, maxLength: 500 }),
  iat: Type.Integer({ minimum: 0, maximum: 253_402_300_799 }),
  sub: Type.String({ pattern: '^(submission|reply):[0-9a-fA-F-]{36}$' }),
  txn: Type.String({ pattern: '^case:[0-9a-fA-F-]{36}$' }),
  events: Type.Record(Type.String(), Type.Unknown(), { minProperties: 1, maxProperties: 1 }),
});
export type EventClaims = Static<typeof EventClaims>;

/** An event that was read. */
export type SecurityEvent = {
  readonly id: string;
  readonly name: EventName;
  readonly schema: string;
  readonly issuer: string;
  readonly issuedAt: Date;
  readonly subject: { readonly kind: 'submission' | 'reply'; readonly id: string };
  readonly case: string;
  readonly payload: EventPayload;
};

/** Reads claims. Throws FitConnectRefusal. */
export function readEventClaims(claims: unknown): SecurityEvent {
  demand(Value.Check(EventClaims, claims), 'event-claims');
  const [key, payload] = Object.entries(claims.events)[0] as [string, unknown];
  const name = key.startsWith(EVENT_ROOT) ? key.slice(EVENT_ROOT.length) : '';
  demand(Object.hasOwn(EVENTS, name), 'event-unknown');
  demand(Value.Check(Payload, payload ?? {}), 'event-payload');
  const [kind, id] = claims.sub.split(':') as ['submission' | 'reply', string];
  return {
    id: claims.jti, name: name as EventName, schema: claims.$schema, issuer: claims.iss, issuedAt: new Date(claims.iat * 1000), subject: { kind, id: id.toLowerCase() }, case: claims.txn.slice('case:'.length).toLowerCase(),
    payload: (payload ?? {}) as EventPayload,
  };
}
