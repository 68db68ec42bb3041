import { rows, type Tx } from '@allmende/database';
import type { IdentityTables } from './tables.ts';

/** An invitation by link. */
export type Invitation = { readonly id: string; readonly accountId: string; readonly secretHash: Buffer; readonly createdAt: Date; readonly expiresAt: Date; readonly usedAt: Date | null };

/** Writes an invitation in place of former ones of the account. */
export async function replaceInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.invitation').where('account_id', '=', invitation.accountId).execute();
  await rows<IdentityTables>(tx).insertInto('identity.invitation').values({
    id: invitation.id, account_id: invitation.accountId, secret_hash: invitation.secretHash, created_at: invitation.createdAt, expires_at: invitation.expiresAt, used_at: invitation.usedAt,
  }).execute();
}

/** One invitation, kept from changing until the transaction ends. */
export async function findInvitationForUpdate(tx: Tx, id: string): Promise<Invitation | undefined> {
  return rows<IdentityTables>(tx).selectFrom('identity.invitation').where('id', '=', id)
    .select(['id', 'account_id as accountId', 'secret_hash as secretHash', 'created_at as createdAt', 'expires_at as expiresAt', 'used_at as usedAt']).forUpdate().executeTakeFirst();
}

/** Notes that an invitation was used. */
export async function noteInvitationUse(tx: Tx, id: string, at: Date): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.invitation').set({ used_at: at }).where('id', '=', id).execute();
}
