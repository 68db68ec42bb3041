import type { TenantId } from '@allmende/database';
import type { SecretKey } from './seal.ts';

/** Where the authorities' keys are kept: never in the database. A folder of files, later a KMS. */
export type KeyStore = {
  /** The key of an authority; made on first use, durable before it is returned. */
  tenantKey(tenant: TenantId): Promise<SecretKey>;
};
