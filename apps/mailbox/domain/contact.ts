import { createHash, randomBytes } from 'node:crypto';
import type { Language } from '@allmende/i18n';

/** Where and how an applicant wants to hear of news. */
export type ContactContent = { readonly email: string; readonly language: Language; /** Stands in the e-mail that asks for a confirmation. */ readonly token: string };

/** How a contact stands, for its applicant. */
export type ContactState = 'waits-for-confirmation' | 'confirmed' | 'failed';

/** A token that only whoever reads the e-mail knows, and the hash by which it is recognised. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(24).toString('base64url');
  return { token, hash: hashOfToken(token) };
}

/** The hash of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update('mailbox/contact').update(token).digest();
}

/** What the link in the e-mail carries: which contact, and that whoever follows it has read the e-mail. */
export function confirmKeyOf(tenant: string, application: string, token: string): string {
  return [tenant, application, token].join('~');
}

/** Reads what `confirmKeyOf` wrote; undefined for anything else. */
export function readConfirmKey(key: string): { readonly tenant: string; readonly application: string; readonly token: string } | undefined {
  const { tenant, application, token } = /^(?<tenant>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(?<application>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(?<token>[\w-]{32})$/u.exec(key)?.groups ?? {};
  return tenant === undefined || application === undefined || token === undefined ? undefined : { tenant, application, token };
}

/** An address that a mail server could take: RFC 5321 lengths, one `@`, a domain with a dot, nothing that could end a header. Undefined otherwise. */
export function readEmail(typed: string): string | undefined {
  const email = typed.trim();
  return email.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]+\.[^\s@<>()[\]\\,;:"\p{C}.]{2,63}$/u.test(email) && !email.includes('..') ? email : undefined;
}
