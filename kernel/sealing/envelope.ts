import { toBase64url } from './base64url.ts';
import { SealingProblem } from './sealing-problem.ts';

/** A share of the envelope's key, for one recipient. */
export type SealedShare = {
  /** Thumbprint of the recipient's key. */
  readonly to: string;
  /** What the opened share must hash to: whoever hands in another one is named. */
  readonly commitment: string;
  /** JWE (RFC 7516), ECDH-ES with A256GCM. */
  readonly sealed: string;
};

/** Bytes that only `threshold` of the recipients can open together. */
export type Envelope = {
  readonly v: 1;
  /** What it is for; cannot be changed without making it unreadable. */
  readonly purpose: string;
  readonly threshold: number;
  readonly shares: readonly SealedShare[];
  /** JWE, A256GCM under the key that is split. */
  readonly content: string;
};

const THUMBPRINT = /^[\w-]{43}$/u;
const JWE = /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/u;
const MOST_RECIPIENTS = 20;
const MOST_PURPOSE = 200;

/** Reads an envelope from outside; throws SealingProblem (`unreadable`). Its size is the caller's to limit. */
export function readEnvelope(text: string): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SealingProblem('unreadable');
  }
  if (typeof value !== 'object' || value === null) throw new SealingProblem('unreadable');
  const { v, purpose, threshold, shares, content } = value as Record<string, unknown>;
  if (v !== 1 || typeof purpose !== 'string' || purpose.length > MOST_PURPOSE || !Array.isArray(shares) || shares.length < 2 || shares.length > MOST_RECIPIENTS) throw new SealingProblem('unreadable');
  if (!Number.isInteger(threshold) || (threshold as number) < 2 || (threshold as number) > shares.length || typeof content !== 'string' || !JWE.test(content)) throw new SealingProblem('unreadable');
  const read = shares.map((one: unknown): SealedShare => {
    const { to, commitment, sealed } = (one ?? {}) as Record<string, unknown>;
    if (typeof to !== 'string' || !THUMBPRINT.test(to) || typeof commitment !== 'string' || !THUMBPRINT.test(commitment) || typeof sealed !== 'string' || sealed.length > 2_000 || !JWE.test(sealed)) throw new SealingProblem('unreadable');
    return { to, commitment, sealed };
  });
  if (new Set(read.map((one) => one.to)).size !== read.length) throw new SealingProblem('unreadable');
  return { v: 1, purpose, threshold: threshold as number, shares: read, content };
}

/** What a share is held against: SHA-256 over what it is for, whose it is, and its bytes. A share has 256 random bits, so the hash tells nothing. */
export function commitmentTo(purpose: string, to: string, share: Uint8Array): Promise<string> {
  return hash([new TextEncoder().encode(`share\u0000${purpose}\u0000${to}\u0000`), share]);
}

/** What the content is bound to: purpose, threshold, and every recipient with the commitment to the share. */
export function bindingOf(envelope: Pick<Envelope, 'purpose' | 'threshold'> & { readonly shares: readonly Pick<SealedShare, 'to' | 'commitment'>[] }): Promise<string> {
  return hash([new TextEncoder().encode(JSON.stringify([envelope.purpose, envelope.threshold, envelope.shares.map(({ to, commitment }) => [to, commitment])]))]);
}

/** SHA-256 of an envelope in hexadecimal, over its parts in a fixed order: what receipt and audit log name. */
export async function envelopeDigest({ v, purpose, threshold, shares, content }: Envelope): Promise<string> {
  const text = JSON.stringify({ v, purpose, threshold, shares: shares.map(({ to, commitment, sealed }) => ({ to, commitment, sealed })), content });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function hash(parts: readonly Uint8Array[]): Promise<string> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', all)));
}
