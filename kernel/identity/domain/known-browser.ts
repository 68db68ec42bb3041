import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A mark for a browser in which somebody signed in before: its failures are counted apart, so that strangers who guess at an account cannot keep its owner out.
 * Says nothing about the account. Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
 */
export function knownBrowserMark(secret: string, email: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${signature(secret, email, nonce)}`;
}

/** The part of a mark that names the browser, when the mark was made for this account; undefined otherwise. */
export function knownBrowser(secret: string, email: string, mark: string | undefined): string | undefined {
  const [, nonce, given] = /^([\w-]{22})\.([\w-]{43})$/u.exec(mark ?? '') ?? [];
  if (nonce === undefined || given === undefined) return undefined;
  return timingSafeEqual(Buffer.from(given), Buffer.from(signature(secret, email, nonce))) ? nonce : undefined;
}

function signature(secret: string, email: string, nonce: string): string {
  return createHmac('sha256', secret).update(`known-browser:${nonce}:${email}`).digest('base64url');
}
