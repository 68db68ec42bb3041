import { rows, type Tx } from '@allmende/database';
import type { IdentityTables } from './tables.ts';

/** The app that makes codes for an account; its secret is sealed. */
export type StoredTimeCode = { readonly accountId: string; readonly dataKeyId: string; readonly sealedSecret: Buffer; readonly createdAt: Date; readonly confirmedAt: Date | null; readonly lastStep: number; readonly lastMissed: boolean; readonly clockSeconds: number };

const COLUMNS = ['account_id as accountId', 'data_key_id as dataKeyId', 'sealed_secret as sealedSecret', 'created_at as createdAt', 'confirmed_at as confirmedAt', 'last_step as lastStep', 'last_missed as lastMissed', 'clock_seconds as clockSeconds'] as const;

/** The app of an account, kept from changing until the transaction ends. */
export async function findTimeCodeForUpdate(tx: Tx, accountId: string): Promise<StoredTimeCode | undefined> {
  const row = await rows<IdentityTables>(tx).selectFrom('identity.time_code').where('account_id', '=', accountId).select(COLUMNS).forUpdate().executeTakeFirst();
  return row && { ...row, lastStep: Number(row.lastStep) };
}

/** The app of an account. */
export async function findTimeCode(tx: Tx, accountId: string): Promise<StoredTimeCode | undefined> {
  const row = await rows<IdentityTables>(tx).selectFrom('identity.time_code').where('account_id', '=', accountId).select(COLUMNS).executeTakeFirst();
  return row && { ...row, lastStep: Number(row.lastStep) };
}

/** Writes the secret of an app that has not yet shown a code; false when the account has one already. */
export async function insertTimeCode(tx: Tx, code: Pick<StoredTimeCode, 'accountId' | 'dataKeyId' | 'sealedSecret' | 'createdAt'>): Promise<boolean> {
  const written = await rows<IdentityTables>(tx).insertInto('identity.time_code').values({
    account_id: code.accountId, data_key_id: code.dataKeyId, sealed_secret: code.sealedSecret, created_at: code.createdAt, confirmed_at: null, last_step: 0, last_missed: false, clock_seconds: 0,
  }).onConflict((conflict) => conflict.column('account_id').doNothing()).returning('account_id').executeTakeFirst();
  return written !== undefined;
}

/** Notes the step of a code that was typed: `missed` when it was refused, otherwise with what it told of the clock; with `confirmedAt` it was the first one. */
export async function noteTimeStep(tx: Tx, accountId: string, use: { readonly step: number } & ({ readonly missed: true } | { readonly clockSeconds: number; readonly confirmedAt?: Date })): Promise<void> {
  const learned = 'missed' in use ? { last_missed: true } : { last_missed: false, clock_seconds: use.clockSeconds, ...(use.confirmedAt === undefined ? {} : { confirmed_at: use.confirmedAt }) };
  await rows<IdentityTables>(tx).updateTable('identity.time_code').set({ last_step: use.step, ...learned }).where('account_id', '=', accountId).execute();
}

/** Deletes the app of an account; returns the data key of its secret, which the caller destroys. */
export async function deleteTimeCode(tx: Tx, accountId: string): Promise<string | undefined> {
  const gone = await rows<IdentityTables>(tx).deleteFrom('identity.time_code').where('account_id', '=', accountId).returning('data_key_id as dataKeyId').executeTakeFirst();
  return gone?.dataKeyId;
}
