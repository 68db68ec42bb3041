import { createHash, timingSafeEqual } from 'node:crypto';
import type { Cents } from '@allmende/money';

/** With what a marketplace signs in for one authority. */
export type Credential = {
  readonly id: string;
  /** Key of the marketplace: its name without case and double spaces. */
  readonly marketplace: string;
  readonly name: string;
  /** Account of the digital officer in whose name it orders. */
  readonly responsible: string;
  /** Orders up to this price a year are everyday business by the officer's judgement; dearer ones need a signed declaration. */
  readonly everydayUpTo: Cents;
  /** The norm, where the platform knows none for the authority. */
  readonly basis: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

const USER = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

/** The user name of HTTP Basic: it carries the authority, which is thus known before anything is read. */
export function userNameOf(tenant: string, credential: string): string {
  return `${tenant}.${credential}`;
}

/** Reads `Authorization: Basic …` (RFC 7617); undefined when it is missing or cannot be one of ours. */
export function readBasic(header: string | undefined): { readonly tenant: string; readonly credential: string; readonly secret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,400})$/iu.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const user = USER.exec(text.slice(0, Math.max(0, colon)));
  return colon < 0 || user === null ? undefined : { tenant: user[1] ?? '', credential: user[2] ?? '', secret: text.slice(colon + 1) };
}

/** What is kept of a secret of 256 random bits; it needs no slow hash, because nobody can try them. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether a secret is the one that was given, in the same time for every wrong one. */
export function isSecret(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashOfSecret(secret), hash);
}

/** The key of a marketplace by its name. */
export function marketplaceKey(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLocaleLowerCase('de');
}
