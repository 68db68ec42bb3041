import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signed message may be (FIT-Connect: five minutes), and how far the clocks may differ. */
const MAX_AGE_S = 5 * 60;

/** Signs a message as FIT-Connect signs its callbacks: HMAC-SHA-512 over the time in Unix seconds, a point and the raw body, in hex. A body in parts is signed part by part and never put together. */
export function signMessage(secret: string, timestamp: string, body: Uint8Array | readonly Uint8Array[]): string {
  const hmac = createHmac('sha512', secret).update(`${timestamp}.`);
  for (const part of body instanceof Uint8Array ? [body] : body) hmac.update(part);
  return hmac.digest('hex');
}

/** Whether a message was signed with the secret, not longer than five minutes ago. */
export function isSigned(secret: string, message: { readonly timestamp: string | undefined; readonly signature: string | undefined; readonly body: Uint8Array }, now: Date): boolean {
  const { timestamp, signature, body } = message;
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/u.test(timestamp) || !/^[0-9a-f]{128}$/iu.test(signature)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MAX_AGE_S) return false;
  return timingSafeEqual(Buffer.from(signature, 'hex'), Buffer.from(signMessage(secret, timestamp, body), 'hex'));
}
