import type { KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import { decodeSegment } from '../domain/jwe-header.ts';
import { demand, FitConnectRefusal } from '../domain/refusal.ts';
import { readEventClaims, type SecurityEvent } from '../domain/security-event.ts';
import { EVENTS, isSetSchema } from '../domain/vocabulary.ts';

/** Who signed an event: the service, whose keys are at `/.well-known/jwks.json`, or a destination, whose keys are asked for one by one. */
export type EventSigner = { readonly kind: 'service' } | { readonly kind: 'destination'; readonly destination: string };

export type EventExpectations = {
  /** `iss` of the service that is trusted, as configured, without a slash at its end. */
  readonly service: string;
  /** The only destination whose events belong here; without it any id is taken whose key `keyOf` knows. */
  readonly destination?: string | undefined;
  readonly submission?: string | undefined;
  readonly case?: string | undefined;
  readonly now: Date;
  /** The public key of a signer by its `kid`, already checked with `checkVerificationKey`; undefined when there is none. */
  readonly keyOf: (signer: EventSigner, kid: string) => Promise<KeyObject | undefined>;
};

const LONGEST_EVENT = 1024 * 1024;
const CLOCKS_DIFFER_SECONDS = 120;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/**
 * Verifies one event: form and header, then who it says to be from, then that one's key and signature, then its claims, then whether this signer may say this, and last whether it is about what the caller expects.
 * Throws FitConnectRefusal with the first thing that is wrong.
 */
export async function verifyEvent(token: string, expected: EventExpectations): Promise<SecurityEvent> {
  demand(token.length <= LONGEST_EVENT, 'event-malformed');
  const parts = token.split('.');
  demand(parts.length === 3 && parts.every((part) => part !== ''), 'event-malformed');
  const [header, claims] = [readPart(parts[0] as string), readPart(parts[1] as string)];
  const kid = checkHeader(header);
  const signer = signerOf(claims['iss'], expected);
  const key = await expected.keyOf(signer, kid);
  demand(key, 'event-key-unknown');
  try {
    await compactVerify(token, key, { algorithms: ['PS512'] });
  } catch {
    throw new FitConnectRefusal('event-signature');
  }
  const event = readEventClaims(claims);
  demand(isSetSchema(event.schema), 'event-schema');
  const may = EVENTS[event.name];
  demand(may === 'either' || may === signer.kind, 'event-not-for-issuer');
  demand(expected.submission === undefined || (event.subject.kind === 'submission' && event.subject.id === expected.submission.toLowerCase()), 'event-subject');
  demand(expected.case === undefined || event.case === expected.case.toLowerCase(), 'event-transaction');
  demand(event.issuedAt.getTime() <= expected.now.getTime() + CLOCKS_DIFFER_SECONDS * 1000, 'event-from-the-future');
  return event;
}

function checkHeader(header: Readonly<Record<string, unknown>>): string {
  demand(header['crit'] === undefined, 'event-critical-header');
  // A key that the token brings along proves nothing.
  demand(['jwk', 'jku', 'x5u', 'x5c'].every((name) => header[name] === undefined), 'event-remote-key');
  demand(header['alg'] === 'PS512', 'event-algorithm');
  demand(header['typ'] === 'secevent+jwt', 'event-type');
  const { kid } = header;
  demand(typeof kid === 'string' && kid.length > 0 && kid.length <= 64, 'event-key-id');
  return kid;
}

function signerOf(issuer: unknown, expected: EventExpectations): EventSigner {
  demand(typeof issuer === 'string', 'event-issuer');
  if (issuer.startsWith('http')) {
    demand(issuer.replace(/\/$/u, '') === expected.service.replace(/\/$/u, ''), 'event-issuer');
    return { kind: 'service' };
  }
  demand(UUID.test(issuer) && (expected.destination === undefined || issuer.toLowerCase() === expected.destination.toLowerCase()), 'event-issuer');
  return { kind: 'destination', destination: issuer.toLowerCase() };
}

function readPart(part: string): Readonly<Record<string, unknown>> {
  let read: unknown;
  try {
    read = JSON.parse(decodeSegment(part).toString('utf8'));
  } catch {
    read = undefined;
  }
  demand(typeof read === 'object' && read !== null && !Array.isArray(read), 'event-malformed');
  return read as Readonly<Record<string, unknown>>;
}
