import { createHmac, randomBytes } from 'node:crypto';

/** How long a step of time takes. */
export const STEP_SECONDS = 30;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A fresh secret for an app that makes codes: 20 random bytes, as RFC 4226 § 4 recommends. */
export function newTimeCodeSecret(): Buffer {
  return randomBytes(20);
}

/** The time step of a moment: whole half minutes since 1970. */
export function timeStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}

/** The code of a step: HOTP over the step with SHA-1, six digits unless told. Source: RFC 6238 § 4, RFC 4226 § 5.3. */
export function timeCodeOf(secret: Uint8Array, step: number, options: { readonly digits?: number; readonly hash?: 'sha1' | 'sha256' | 'sha512' } = {}): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac(options.hash ?? 'sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const digits = options.digits ?? DIGITS;
  return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** digits).padStart(digits, '0');
}

/** A secret as people type it into an app. Source: RFC 4648 § 6, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/gu) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

/** The address that apps read from a QR code. Source: Key Uri Format of the Google Authenticator wiki, which all of them follow. */
export function timeCodeAddress(input: { readonly secret: Uint8Array; readonly email: string; readonly issuer: string }): string {
  const issuer = encodeURIComponent(input.issuer);
  return `otpauth://totp/${issuer}:${encodeURIComponent(input.email)}?secret=${base32(input.secret)}&issuer=${issuer}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
