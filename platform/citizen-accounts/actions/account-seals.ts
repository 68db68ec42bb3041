import { createHmac } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import { openJson, sealJson, type KeyStore, type SecretKey } from '@allmende/secrets';
import type { Attributes } from '../domain/verified-identity.ts';

/** What lies sealed with an account: what the last proof told, and when. */
export type AccountContent = { readonly attributes: Attributes; readonly source: string; readonly provenAt: string };

/** What lies sealed with one use of an account's data. */
export type DataUseContent = {
  readonly kind: 'signed-in' | 'taken-over' | 'sent';
  /** Id of the service, where one asked. */
  readonly service?: string;
  readonly attributes?: readonly string[];
  readonly reference?: string;
  readonly level?: string;
};

/** Seals what is known of a person. */
export function sealAccount(key: SecretKey, tenant: TenantId, id: string, content: AccountContent): Buffer {
  return sealJson(key, content, `citizen-accounts/account:${tenant}:${id}`);
}

/** Opens it; throws CannotOpen. */
export function openAccountContent(key: SecretKey, tenant: TenantId, id: string, sealed: Buffer): AccountContent {
  return openJson<AccountContent>(key, sealed, `citizen-accounts/account:${tenant}:${id}`);
}

/** Seals one use of an account's data. */
export function sealDataUse(key: SecretKey, tenant: TenantId, id: string, content: DataUseContent): Buffer {
  return sealJson(key, content, `citizen-accounts/data-use:${tenant}:${id}`);
}

/** Opens it; throws CannotOpen. */
export function openDataUse(key: SecretKey, tenant: TenantId, id: string, sealed: Buffer): DataUseContent {
  return openJson<DataUseContent>(key, sealed, `citizen-accounts/data-use:${tenant}:${id}`);
}

/** What an account is found by: nobody who has only the database can turn it back into the pseudonym or compare it between authorities. */
export async function subjectHash(keys: KeyStore, tenant: TenantId, source: string, subject: string): Promise<Buffer> {
  return createHmac('sha256', await keys.tenantKey(tenant)).update(`citizen-accounts/subject:${tenant}:${source}:${subject}`).digest();
}
