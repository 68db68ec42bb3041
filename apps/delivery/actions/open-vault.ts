import type { TenantId, TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { createDataKey, destroyDataKey, openDataKey, openJson, sealJson, unwrapDataKey, type SecretKey } from '@allmende/secrets';
import { findSealedDestination, findVaultKey, insertVault } from '../data/destination.ts';
import type { Settings } from '../domain/delivery.ts';

/** The key under which the settings of an authority's destinations lie; made at the first use. */
async function openVault(tx: TenantTx, house: Pick<House, 'keys' | 'clock'>): Promise<SecretKey> {
  const there = await findVaultKey(tx);
  if (there !== undefined) return (await openDataKey(tx, house.keys, there)).key;
  const made = await createDataKey(tx, house.keys);
  if (await insertVault(tx, made.id, house.clock.now())) return made.key;
  await destroyDataKey(tx, made.id);
  const meanwhile = await findVaultKey(tx);
  if (meanwhile === undefined) throw new Error('the vault was neither made nor found');
  return (await openDataKey(tx, house.keys, meanwhile)).key;
}

/** Seals the settings of a destination. */
export async function sealSettings(tx: TenantTx, house: Pick<House, 'keys' | 'clock'>, destination: string, settings: Settings): Promise<Buffer> {
  return sealJson(await openVault(tx, house), settings, contextOf(tx.tenant, destination));
}

/** Opens them. */
export async function openSettings(tx: TenantTx, house: Pick<House, 'keys' | 'clock'>, destination: { readonly id: string; readonly sealed: Buffer }): Promise<Settings> {
  return openJson<Settings>(await openVault(tx, house), destination.sealed, contextOf(tx.tenant, destination.id));
}

/** Reads and opens the settings of a destination, also of one that was removed; undefined for an unknown one. Throws KeyDestroyed. */
export async function readSettings(house: Pick<House, 'database' | 'keys'>, tenant: TenantId, destination: string): Promise<{ readonly target: string; readonly removedAt: Date | null; readonly settings: Settings } | undefined> {
  const found = await findSealedDestination(house.database, tenant, destination);
  if (!found) return undefined;
  const { target, removedAt, sealed, dataKeyId, wrapped } = found;
  return { target, removedAt, settings: openJson<Settings>(await unwrapDataKey(house.keys, tenant, dataKeyId, wrapped), sealed, contextOf(tenant, destination)) };
}

function contextOf(tenant: string, destination: string): string {
  return `delivery/destination:${tenant}:${destination}`;
}
