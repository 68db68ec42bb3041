import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long an invitation can be used. */
export const INVITATION_DAYS = 14;

/** A fresh secret of an invitation: 32 random bytes. It stands in the link and nowhere else. */
export function newInvitationSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. It is random, so a plain SHA-256 cannot be turned back. */
export function invitationHash(secret: string): Buffer {
  return createHash('sha256').update(`invitation:${secret}`).digest();
}

/** Whether a secret belongs to a stored invitation that was not used and is not too old. */
export function isInvitationOpen(invitation: { readonly secretHash: Buffer; readonly expiresAt: Date; readonly usedAt: Date | null }, secret: string, now: Date): boolean {
  return timingSafeEqual(invitation.secretHash, invitationHash(secret)) && invitation.usedAt === null && invitation.expiresAt.getTime() > now.getTime();
}

/** Id and secret out of the last part of a link, `<id>.<secret>`; undefined for anything else. */
export function readInvitationKey(key: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{43})$/u.exec(key) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
