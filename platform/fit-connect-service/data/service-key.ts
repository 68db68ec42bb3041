import { rows, type Tx } from '@allmende/database';
import type { ServiceTables } from './tables.ts';

export type KeptServiceKey = { readonly kid: string; readonly jwk: Readonly<Record<string, unknown>>; readonly sealedPrivate: Buffer };

/** The keys of the service, the newest first. */
export async function listServiceKeys(tx: Tx): Promise<KeptServiceKey[]> {
  const found = await rows<ServiceTables>(tx).selectFrom('fit_connect_service.service_key').selectAll().orderBy('created_at', 'desc').orderBy('kid').execute();
  return found.map((row) => ({ kid: row.kid, jwk: row.public_jwk, sealedPrivate: row.sealed_private }));
}

/** Keeps the first key; of two processes that make one at once the first stays. */
export async function insertFirstServiceKey(tx: Tx, key: KeptServiceKey, at: Date): Promise<void> {
  await tx.client.query(`select pg_advisory_xact_lock(hashtext('fit_connect_service.service_key'))`);
  if ((await listServiceKeys(tx)).length > 0) return;
  await insertServiceKey(tx, key, at);
}

/** Adds a key that signs from now on. */
export async function insertServiceKey(tx: Tx, key: KeptServiceKey, at: Date): Promise<void> {
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.service_key').values({ kid: key.kid, public_jwk: JSON.stringify(key.jwk), sealed_private: key.sealedPrivate, created_at: at }).execute();
}
