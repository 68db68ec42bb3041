import { rows, type Tx } from '@allmende/database';
import type { GatewayTables } from './tables.ts';

/** The account at a certificate authority; undefined before the first order. */
export async function findAcmeAccount(tx: Tx, directory: string): Promise<{ readonly sealedKey: Buffer; readonly url: string | undefined } | undefined> {
  const row = await rows<GatewayTables>(tx).selectFrom('gateway.acme_account').select(['sealed_key', 'url']).where('directory', '=', directory).executeTakeFirst();
  return row && { sealedKey: row.sealed_key, url: row.url ?? undefined };
}

/** Keeps a key for an account to be made; of two at once the first stays. */
export async function insertAcmeAccount(tx: Tx, account: { directory: string; sealedKey: Buffer; at: Date }): Promise<void> {
  await rows<GatewayTables>(tx).insertInto('gateway.acme_account').values({ directory: account.directory, sealed_key: account.sealedKey, created_at: account.at }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Notes where the account lives. */
export async function setAcmeAccountUrl(tx: Tx, directory: string, url: string): Promise<void> {
  await rows<GatewayTables>(tx).updateTable('gateway.acme_account').set({ url }).where('directory', '=', directory).execute();
}

/** Publishes an answer for a certificate authority. */
export async function insertChallenge(tx: Tx, challenge: { token: string; answer: string; expiresAt: Date }): Promise<void> {
  await rows<GatewayTables>(tx).insertInto('gateway.acme_challenge').values({ token: challenge.token, answer: challenge.answer, expires_at: challenge.expiresAt }).onConflict((conflict) => conflict.column('token').doUpdateSet({ answer: challenge.answer, expires_at: challenge.expiresAt })).execute();
}

/** The answer to a challenge; undefined for unknown and old ones. */
export async function findChallenge(tx: Tx, token: string, now: Date): Promise<string | undefined> {
  const row = await rows<GatewayTables>(tx).selectFrom('gateway.acme_challenge').select('answer').where('token', '=', token).where('expires_at', '>', now).executeTakeFirst();
  return row?.answer;
}

/** Takes an answer away, and all that are over. */
export async function deleteChallenge(tx: Tx, token: string, now: Date): Promise<void> {
  await rows<GatewayTables>(tx).deleteFrom('gateway.acme_challenge').where((eb) => eb.or([eb('token', '=', token), eb('expires_at', '<', now)])).execute();
}
