import { newId, type Tx } from '@allmende/database';
import { replaceInvitation } from '../data/invitation.ts';
import { INVITATION_DAYS, invitationHash, newInvitationSecret } from '../domain/invitation.ts';

/** Makes a link for an account in place of any former one; returns its key, `<id>.<secret>`, which is shown this once. */
export async function writeInvitation(tx: Tx, accountId: string, at: Date): Promise<string> {
  const id = newId();
  const secret = newInvitationSecret();
  await replaceInvitation(tx, { id, accountId, secretHash: invitationHash(secret), createdAt: at, expiresAt: new Date(at.getTime() + INVITATION_DAYS * 86_400_000), usedAt: null });
  return `${id}.${secret}`;
}
