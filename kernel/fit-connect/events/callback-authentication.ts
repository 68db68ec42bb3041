import { createHmac, timingSafeEqual } from 'node:crypto';
import { demand } from '../domain/refusal.ts';

/** Older callbacks are refused. */
export const CALLBACK_WINDOW_SECONDS = 300;

/** The headers of a callback: hex HMAC-SHA512 over `timestamp.body` (both published vectors are tests). */
export function callbackHeaders(secret: string, now: Date, body: string): { readonly 'callback-authentication': string; readonly 'callback-timestamp': string } {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return { 'callback-authentication': authenticationOf(secret, timestamp, body), 'callback-timestamp': timestamp };
}

/** Checks who sent a callback, over the body as it came. Throws FitConnectRefusal: a wrong signature is refused before the time is looked at. */
export function checkCallback(callback: { readonly secret: string; readonly authentication: string | undefined; readonly timestamp: string | undefined; readonly body: string; readonly now: Date }): void {
  const { secret, authentication, timestamp, body, now } = callback;
  demand(authentication !== undefined && /^[0-9a-f]{128}$/iu.test(authentication) && timestamp !== undefined && /^\d{1,12}$/u.test(timestamp), 'callback-malformed');
  demand(timingSafeEqual(Buffer.from(authentication, 'hex'), Buffer.from(authenticationOf(secret, timestamp, body), 'hex')), 'callback-signature');
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  demand(age <= CALLBACK_WINDOW_SECONDS, 'callback-too-old');
  demand(age >= -CALLBACK_WINDOW_SECONDS, 'callback-from-the-future');
}

function authenticationOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha512', secret).update(`${timestamp}.`).update(body).digest('hex');
}
