import { createHmac } from 'node:crypto';

/** Failed sign-ins of one account or one address. */
export type Attempts = { readonly failures: number; readonly lastFailedAt: Date; readonly blockedUntil: Date };

/** How many failures are free, and how the pause grows after them. */
export type PauseRule = { readonly free: number; readonly firstMs: number; readonly longestMs: number };

/** For one account: few free failures. */
export const ACCOUNT_PAUSE: PauseRule = { free: 5, firstMs: 15_000, longestMs: 900_000 };
/** For one address: many people of one town hall may share it. */
export const ADDRESS_PAUSE: PauseRule = { free: 30, firstMs: 15_000, longestMs: 900_000 };
/** Failures are forgotten when none followed for so long. */
export const ATTEMPTS_KEPT_MS = 12 * 3_600_000;

/** The pause after so many failures in a row, in milliseconds: nothing at first, then doubling up to the longest. */
export function pauseAfter(failures: number, rule: PauseRule): number {
  return failures < rule.free ? 0 : Math.min(rule.longestMs, rule.firstMs * 2 ** Math.min(failures - rule.free, 30));
}

/** Milliseconds until another attempt is heard; 0 when it is heard now. */
export function pauseLeft(attempts: Attempts | undefined, now: Date): number {
  return Math.max(0, (attempts?.blockedUntil.getTime() ?? 0) - now.getTime());
}

/** The count with one more failure. */
export function withFailure(attempts: Attempts | undefined, rule: PauseRule, now: Date): Attempts {
  const remembered = attempts !== undefined && now.getTime() - attempts.lastFailedAt.getTime() < ATTEMPTS_KEPT_MS;
  const failures = (remembered ? attempts.failures : 0) + 1;
  return { failures, lastFailedAt: now, blockedUntil: new Date(now.getTime() + pauseAfter(failures, rule)) };
}

/** Names an account or address in the counters without saying which it is. IPv6 addresses count by their /64, which one subscriber has. */
export function attemptKey(secret: string, kind: 'account' | 'address', value: string): Buffer {
  return createHmac('sha256', secret).update(`sign-in:${kind}:${kind === 'address' ? subscriber(value) : value}`).digest();
}

function subscriber(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? first : [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/u, '').toLowerCase()).join(':');
}
