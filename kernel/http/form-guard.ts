import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Zero bits that the puzzle of a form asks for: some 16,000 hashes, less than a second in a browser. */
export const PUZZLE_BITS = 14;

/** What came along with a form that had a stamp. */
export type GuardedForm = {
  /** `missing` also for a stamp of another form or another browser. */
  readonly stamp: 'good' | 'missing';
  /** Time between giving out the form and getting it back; 0 when the stamp is missing. */
  readonly ageMs: number;
  /** The browser has solved the puzzle of this very stamp. */
  readonly isSolved: boolean;
};

/** Stamps that tie a form to its page, its browser and the time it was given out. Nothing is stored. */
export function stampForm(key: { readonly secret: string; readonly page: string; readonly browser: string }, at: Date): string {
  const time = at.getTime().toString(36);
  return `${time}.${seal(key, time)}`;
}

/** Reads stamp and solution of a form; never throws. */
export function readGuard(key: { readonly secret: string; readonly page: string; readonly browser: string }, sent: { readonly stamp: string; readonly solution: string }, now: Date): GuardedForm {
  if (sent.stamp === '') return { stamp: 'missing', ageMs: 0, isSolved: false };
  const [time = '', mac = ''] = sent.stamp.length < 80 ? sent.stamp.split('.') : [];
  const expected = Buffer.from(seal(key, time));
  const given = Buffer.from(mac);
  const ageMs = now.getTime() - Number.parseInt(time, 36);
  if (given.length !== expected.length || !timingSafeEqual(given, expected) || !(ageMs >= 0)) return { stamp: 'missing', ageMs: 0, isSolved: false };
  return { stamp: 'good', ageMs, isSolved: isSolution(sent.stamp, sent.solution) };
}

/** Whether the hash of stamp and solution begins with enough zero bits. */
export function isSolution(stamp: string, solution: string): boolean {
  if (!/^\d{1,12}$/u.test(solution)) return false;
  return Math.clz32(createHash('sha256').update(`${stamp}:${solution}`).digest().readUInt32BE()) >= PUZZLE_BITS;
}

function seal(key: { readonly secret: string; readonly page: string; readonly browser: string }, time: string): string {
  return createHmac('sha256', key.secret).update(JSON.stringify(['stamp', key.page, key.browser, time])).digest('base64url').slice(0, 32);
}
