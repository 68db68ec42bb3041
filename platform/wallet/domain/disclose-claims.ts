import { createHash } from 'node:crypto';
import { isObject } from './read-token.ts';
import { demand, WalletRefusal } from './refusal.ts';

/** Steps into the claims; text only, because positions in lists are not asked for. */
export type ClaimPath = readonly string[];

/** The claims of an SD-JWT with what was disclosed put in, and where. */
export type DisclosedClaims = { readonly claims: Readonly<Record<string, unknown>>; readonly disclosed: readonly ClaimPath[] };

type Disclosure = { readonly name: string | undefined; readonly value: unknown; used: boolean };

const NEVER_DISCLOSED = new Set(['iss', 'iat', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', '_sd', '_sd_alg', '...']);
const DEEPEST = 12;
const MOST = 200;

/**
 * Puts disclosures into the payload of an SD-JWT (RFC 9901, section 7.1), and refuses what the standard forbids and libraries pass over: disclosures that no digest names, that come twice, that overwrite a
 * claim or bring one that must not be hidden. SHA-256 only. Throws WalletRefusal.
 */
export function discloseClaims(payload: Readonly<Record<string, unknown>>, encoded: readonly string[]): DisclosedClaims {
  demand(payload['_sd_alg'] === undefined || payload['_sd_alg'] === 'sha-256', 'credential-hash-algorithm');
  demand(encoded.length <= MOST, 'disclosure-malformed');
  const byDigest = new Map<string, Disclosure>();
  for (const text of encoded) {
    const digest = createHash('sha256').update(text, 'ascii').digest('base64url');
    demand(!byDigest.has(digest), 'disclosure-twice');
    byDigest.set(digest, disclosureOf(text));
  }
  const reader = new Reader(byDigest);
  const claims = reader.object(payload, []);
  demand([...byDigest.values()].every(({ used }) => used), 'disclosure-not-referenced');
  return { claims, disclosed: reader.disclosed };
}

class Reader {
  readonly disclosed: ClaimPath[] = [];
  readonly #byDigest: ReadonlyMap<string, Disclosure>;
  readonly #seen = new Set<string>();

  constructor(byDigest: ReadonlyMap<string, Disclosure>) {
    this.#byDigest = byDigest;
  }

  object(value: Readonly<Record<string, unknown>>, path: ClaimPath): Record<string, unknown> {
    demand(path.length <= DEEPEST, 'disclosure-malformed');
    demand(!('...' in value) && (path.length === 0 || !('_sd_alg' in value)), 'disclosure-reserved-name');
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [name, inner] of Object.entries(value)) {
      if (name !== '_sd' && name !== '_sd_alg') result[name] = this.#value(inner, [...path, name]);
    }
    const digests: unknown = value['_sd'] ?? [];
    demand(Array.isArray(digests), 'token-malformed');
    for (const digest of digests as unknown[]) {
      const found = this.#take(digest);
      if (!found) continue;
      const { name } = found;
      demand(name !== undefined, 'disclosure-malformed');
      demand(!(NEVER_DISCLOSED.has(name) && (path.length === 0 || name === '_sd' || name === '...' || name === '_sd_alg')), 'disclosure-reserved-name');
      demand(!(name in result), 'disclosure-overwrites');
      this.disclosed.push([...path, name]);
      result[name] = this.#value(found.value, [...path, name]);
    }
    return result;
  }

  #value(value: unknown, path: ClaimPath): unknown {
    if (Array.isArray(value)) return this.#list(value as unknown[], path);
    return isObject(value) ? this.object(value, path) : value;
  }

  #list(values: readonly unknown[], path: ClaimPath): unknown[] {
    return values.flatMap((value) => {
      if (!isObject(value) || !('...' in value)) return [this.#value(value, path)];
      demand(Object.keys(value).length === 1, 'token-malformed');
      const found = this.#take(value['...']);
      if (!found) return [];
      demand(found.name === undefined, 'disclosure-malformed');
      this.disclosed.push(path);
      return [this.#value(found.value, path)];
    });
  }

  // A digest may stand in one place only, or one disclosure would speak for two claims.
  #take(digest: unknown): Disclosure | undefined {
    demand(typeof digest === 'string', 'token-malformed');
    demand(!this.#seen.has(digest), 'digest-twice');
    this.#seen.add(digest);
    const found = this.#byDigest.get(digest);
    if (found) found.used = true;
    return found;
  }
}

function disclosureOf(text: string): Disclosure {
  demand(/^[A-Za-z0-9_-]+$/u.test(text), 'disclosure-malformed');
  let parts: unknown;
  try {
    parts = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64url')));
  } catch (error) {
    throw new WalletRefusal('disclosure-malformed', { cause: error });
  }
  demand(Array.isArray(parts) && (parts.length === 2 || parts.length === 3) && typeof parts[0] === 'string', 'disclosure-malformed');
  if (parts.length === 2) return { name: undefined, value: parts[1], used: false };
  demand(typeof parts[1] === 'string', 'disclosure-malformed');
  return { name: parts[1], value: parts[2], used: false };
}
