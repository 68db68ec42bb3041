import { rows, type Tx } from '@allmende/database';
import type { Attempts } from '../domain/sign-in-pause.ts';
import type { IdentityTables } from './tables.ts';

/** The counts of these keys, locked until the transaction ends; always in one order, so that two sign-ins never wait for each other. */
export async function attemptsForUpdate(tx: Tx, keys: readonly Buffer[], now: Date): Promise<ReadonlyMap<string, Attempts>> {
  await tx.client.query({
    name: 'identity-attempt-keys',
    text: `insert into identity.sign_in_attempt (key, failures, last_failed_at, blocked_until) select key, 0, $2, $2 from unnest($1::bytea[]) as key order by key on conflict (key) do nothing`,
    values: [keys, now],
  });
  const { rows: found } = await tx.client.query<{ key: Buffer; failures: number; last_failed_at: Date; blocked_until: Date }>({
    name: 'identity-attempts',
    text: 'select key, failures, last_failed_at, blocked_until from identity.sign_in_attempt where key = any($1::bytea[]) order by key for update',
    values: [keys],
  });
  return new Map(found.map((row) => [row.key.toString('hex'), { failures: row.failures, lastFailedAt: row.last_failed_at, blockedUntil: row.blocked_until }]));
}

/** Saves a count. */
export async function saveAttempts(tx: Tx, key: Buffer, attempts: Attempts): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.sign_in_attempt').set({ failures: attempts.failures, last_failed_at: attempts.lastFailedAt, blocked_until: attempts.blockedUntil }).where('key', '=', key).execute();
}

/** Forgets the failures of an account after it signed in, and takes back the one that was counted beforehand for the address. */
export async function forgiveAttempts(tx: Tx, keys: { account: Buffer; address: Buffer }, now: Date): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.sign_in_attempt').where('key', '=', keys.account).execute();
  await tx.client.query({ name: 'identity-forgive-address', text: 'update identity.sign_in_attempt set failures = greatest(failures - 1, 0), blocked_until = $2 where key = $1', values: [keys.address, now] });
}

/** Deletes counts without a failure since a moment; returns how many. */
export async function deleteAttemptsBefore(tx: Tx, moment: Date): Promise<number> {
  const gone = await rows<IdentityTables>(tx).deleteFrom('identity.sign_in_attempt').where('last_failed_at', '<', moment).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
