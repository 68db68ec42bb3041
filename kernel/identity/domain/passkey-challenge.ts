import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long somebody may take between the page and the authenticator's answer. */
export const CHALLENGE_LIFETIME_MS = 15 * 60_000;

/** What a challenge is for, and the value that the form of this browser is tied to: an answer fits nowhere else. */
export type ChallengePurpose = { readonly secret: string; readonly purpose: string; readonly browser: string };

/** A fresh challenge in base64url: 16 random bytes, the time, and a seal over both. Nothing is stored until it is answered. */
export function newChallenge(key: ChallengePurpose, at: Date): string {
  const text = `${randomBytes(16).toString('base64url')}.${at.getTime().toString(36)}`;
  return Buffer.from(`${text}.${seal(key, text)}`).toString('base64url');
}

/** Whether a challenge was made for this purpose and browser and is young enough. Whether it was answered before is remembered elsewhere. */
export function isChallenge(key: ChallengePurpose, challenge: string, now: Date): boolean {
  if (challenge.length > 200) return false;
  const [nonce = '', time = '', mac = ''] = Buffer.from(challenge, 'base64url').toString('latin1').split('.');
  const expected = Buffer.from(seal(key, `${nonce}.${time}`));
  const given = Buffer.from(mac);
  const ageMs = now.getTime() - Number.parseInt(time, 36);
  return given.length === expected.length && timingSafeEqual(given, expected) && ageMs >= 0 && ageMs <= CHALLENGE_LIFETIME_MS;
}

/** Under what a spent challenge is remembered. */
export function challengeHash(challenge: string): Buffer {
  return createHash('sha256').update(`challenge:${Buffer.from(challenge, 'base64url').toString('base64url')}`).digest();
}

function seal({ secret, purpose, browser }: ChallengePurpose, text: string): string {
  return createHmac('sha256', secret).update(JSON.stringify(['passkey', purpose, browser, text])).digest('base64url');
}
