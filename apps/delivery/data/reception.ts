import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { KeyPurpose, Offer, Reception, ReceptionKey } from '../domain/reception.ts';
import type { ReceptionTables } from './reception-tables.ts';

const COLUMNS = ['id', 'api_address as apiAddress', 'token_address as tokenAddress', 'issuer', 'state', 'target', 'offers', 'looked_at as lookedAt', 'problem'] as const;
const KEY_COLUMNS = ['kid', 'purpose', 'made_at as madeAt', 'expires_at as expiresAt', 'in_use as inUse'] as const;

/** A reception with what lies sealed beside it. */
export type StoredReception = Reception & { readonly dataKeyId: string; readonly sealed: Buffer };

export async function listReceptions(tx: TenantTx): Promise<Reception[]> {
  return rows<ReceptionTables>(tx).selectFrom('delivery.reception').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('created_at').orderBy('id').execute();
}

export async function findReception(tx: TenantTx, id: string): Promise<StoredReception | undefined> {
  return rows<ReceptionTables>(tx).selectFrom('delivery.reception').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...COLUMNS, 'data_key_id as dataKeyId', 'sealed']).executeTakeFirst();
}

export async function insertReception(tx: TenantTx, reception: Omit<StoredReception, 'lookedAt' | 'problem'> & { readonly at: Date; readonly by: string }): Promise<void> {
  await rows<ReceptionTables>(tx).insertInto('delivery.reception').values({
    tenant_id: tx.tenant, id: reception.id, api_address: reception.apiAddress, token_address: reception.tokenAddress, issuer: reception.issuer, state: reception.state, target: reception.target, offers: JSON.stringify(reception.offers) as never,
    data_key_id: reception.dataKeyId, sealed: reception.sealed, created_at: reception.at, created_by: reception.by, looked_at: null, problem: null,
  }).execute();
}

/** Notes what is offered, and whether it is looked for arrivals. */
export async function saveReception(tx: TenantTx, id: string, change: { readonly state?: 'active' | 'paused'; readonly offers?: readonly Offer[] }): Promise<void> {
  const { state, offers } = change;
  await rows<ReceptionTables>(tx).updateTable('delivery.reception').set({ ...(state === undefined ? {} : { state }), ...(offers === undefined ? {} : { offers: JSON.stringify(offers) as never }) })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Notes how a look at the delivery service went; `problem` null when it went well. */
export async function noteLook(tx: TenantTx, id: string, at: Date, problem: string | null): Promise<void> {
  await rows<ReceptionTables>(tx).updateTable('delivery.reception').set({ looked_at: at, problem }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** The receptions of all authorities that are looked at; behind the door across authorities. */
export async function listActiveReceptions(tx: Tx): Promise<{ readonly tenant: string; readonly reception: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; reception: string }>({ name: 'delivery-active-receptions', text: `select tenant_id as tenant, id as reception from delivery.reception where state = 'active' order by tenant_id, id` });
  return found;
}

/** The keys of a reception, those in use first. */
export async function listReceptionKeys(tx: TenantTx, reception: string): Promise<ReceptionKey[]> {
  return rows<ReceptionTables>(tx).selectFrom('delivery.reception_key').where('tenant_id', '=', tx.tenant).where('reception_id', '=', reception).select(KEY_COLUMNS).orderBy('in_use', 'desc').orderBy('made_at', 'desc').orderBy('kid').execute();
}

/** Every key of a reception with its sealed private part. */
export async function listSealedKeys(tx: TenantTx, reception: string): Promise<(ReceptionKey & { readonly sealed: Buffer })[]> {
  return rows<ReceptionTables>(tx).selectFrom('delivery.reception_key').where('tenant_id', '=', tx.tenant).where('reception_id', '=', reception).select([...KEY_COLUMNS, 'sealed']).execute();
}

/** Keeps a new key and takes it into use in place of the one before, which stays to open what was encrypted for it. */
export async function insertReceptionKey(tx: TenantTx, reception: string, key: { readonly kid: string; readonly purpose: KeyPurpose; readonly sealed: Buffer; readonly madeAt: Date; readonly expiresAt: Date }): Promise<void> {
  await rows<ReceptionTables>(tx).updateTable('delivery.reception_key').set({ in_use: false }).where('tenant_id', '=', tx.tenant).where('reception_id', '=', reception).where('purpose', '=', key.purpose).execute();
  await rows<ReceptionTables>(tx).insertInto('delivery.reception_key').values({ tenant_id: tx.tenant, reception_id: reception, kid: key.kid, purpose: key.purpose, sealed: key.sealed, made_at: key.madeAt, expires_at: key.expiresAt, in_use: true }).execute();
}
