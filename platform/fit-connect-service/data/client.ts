import { rows, type Tx } from '@allmende/database';
import { sql } from 'kysely';
import type { Client } from '../domain/client.ts';
import { ask, type Source } from './ask.ts';
import type { ServiceTables } from './tables.ts';

/** Writes a client with the hash of its secret. */
export async function insertClient(tx: Tx, client: Pick<Client, 'id' | 'name' | 'scopes' | 'createdAt'>, secretHash: Buffer): Promise<void> {
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.client').values({ id: client.id, name: client.name, secret_sha256: secretHash, scopes: [...client.scopes], created_at: client.createdAt, last_used_at: null, ended_at: null }).execute();
}

/** A client that has not ended, with the hash of its secret. */
export async function findClient(source: Source, id: string): Promise<{ readonly client: Client; readonly secretHash: Buffer } | undefined> {
  const [row] = await ask<ServiceTables['fit_connect_service.client']>(source, {
    name: 'fit-connect-client', text: 'select id, name, secret_sha256, scopes, created_at, last_used_at, ended_at from fit_connect_service.client where id = $1 and ended_at is null', values: [id],
  });
  return row && { client: clientOf(row), secretHash: row.secret_sha256 };
}

/** All clients, the newest first; at most 500. */
export async function listClients(tx: Tx): Promise<Client[]> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.client').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(500).execute()).map(clientOf);
}

/** Notes that it was used. */
export async function touchClient(tx: Tx, id: string, at: Date): Promise<void> {
  await rows<ServiceTables>(tx).updateTable('fit_connect_service.client').set({ last_used_at: at }).where('id', '=', id).execute();
}

/** Adds scopes that it does not have yet. */
export async function addScopes(tx: Tx, id: string, scopes: readonly string[]): Promise<void> {
  await rows<ServiceTables>(tx).updateTable('fit_connect_service.client')
    .set({ scopes: sql`array(select distinct scope from unnest(scopes || ${[...scopes]}::text[]) as scope order by scope)` }).where('id', '=', id).execute();
}

/** Ends a client; false when there is none or it has ended. */
export async function endClient(tx: Tx, id: string, at: Date): Promise<boolean> {
  const ended = await rows<ServiceTables>(tx).updateTable('fit_connect_service.client').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

function clientOf(row: ServiceTables['fit_connect_service.client']): Client {
  return { id: row.id, name: row.name, scopes: row.scopes, createdAt: row.created_at, lastUsedAt: row.last_used_at ?? undefined, endedAt: row.ended_at ?? undefined };
}
