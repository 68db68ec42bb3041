import { createHash, randomBytes } from 'node:crypto';
import { tenantId, type TenantId } from '@allmende/ids';

/** A fresh bearer token of an authority's directory: the authority, a dot, and 32 random bytes. Shown once. */
export function newScimToken(tenant: TenantId): string {
  return `${tenant}.${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token. It is random, so a plain SHA-256 cannot be turned back. */
export function scimTokenHash(token: string): Buffer {
  return createHash('sha256').update(`scim:${token}`).digest();
}

/** The authority and the token out of a header; undefined for anything else. */
export function readScimToken(header: string | undefined): { readonly tenant: TenantId; readonly token: string } | undefined {
  const [, token, tenant] = /^Bearer (([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.[\w-]{43})$/iu.exec(header ?? '') ?? [];
  return token === undefined || tenant === undefined ? undefined : { tenant: tenantId(tenant.toLowerCase()), token };
}
