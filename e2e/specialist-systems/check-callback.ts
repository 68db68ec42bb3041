import { createHmac, timingSafeEqual } from 'node:crypto';

const OLDEST_SECONDS = 300;

/** Whether a callback comes from whoever knows the secret, and not too late: hex of HMAC-SHA512 over timestamp, dot and body. */
export function isCallback(secret: string, headers: { readonly authentication: string | undefined; readonly timestamp: string | undefined }, body: string, nowSeconds: number): boolean {
  const { authentication, timestamp } = headers;
  if (authentication === undefined || timestamp === undefined || !/^\d{1,12}$/u.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > OLDEST_SECONDS) return false;
  const wanted = createHmac('sha512', secret).update(`${timestamp}.${body}`).digest();
  const given = Buffer.from(authentication, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
