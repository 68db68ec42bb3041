import { TooManyRequests, type ApiRequest, type PageRequest } from '@allmende/http';

/** Why a form is shown again instead of being taken, although nothing on it is wrong. `unsure` is a form without a good stamp. */
export type HeldBack = { readonly why: 'fast' | 'old' | 'unsure' | 'often'; readonly retryAfterSeconds?: number };

/** A page that lay open longer than this may show what is no longer so. */
const OLDEST_MS = 24 * 3_600_000;
/** Nobody reads the page on which everything is checked, and sends it, in less. Browsers that have solved the puzzle need not wait. */
const FASTEST_SENT_MS = 1_500;

const LIMITS = {
  save: { solved: { max: 600, windowMs: 60_000 }, plain: { max: 120, windowMs: 60_000 } },
  send: { solved: { max: 120, windowMs: 600_000 }, plain: { max: 20, windowMs: 600_000 } },
} as const;

/**
 * Decides whether a form of an application is taken now: tied to page and time by its stamp, and limited for each address. A solved puzzle lifts the limits; without a script everything works at the pace of
 * people. Whoever is held back gets everything back that was typed.
 */
export function holdBack(request: Pick<PageRequest, 'guard' | 'limit'>, kind: 'save' | 'send'): HeldBack | undefined {
  const { stamp, ageMs, isSolved } = request.guard.sent;
  const wait = request.limit(`online-services/${kind}${isSolved ? '' : '-plain'}`, LIMITS[kind][isSolved ? 'solved' : 'plain']);
  if (wait !== undefined) return { why: 'often', retryAfterSeconds: wait };
  if (stamp === 'missing') return { why: 'unsure' };
  if (ageMs > OLDEST_MS) return { why: 'old' };
  return kind === 'send' && !isSolved && ageMs < FASTEST_SENT_MS ? { why: 'fast' } : undefined;
}

/** The stamp for a form that is shown: the same as before while it is good, so that the time since the first showing counts. */
export function stampFor(request: Pick<PageRequest, 'guard' | 'form'>, held: HeldBack | undefined): { stamp: string; bits: number } {
  const { sent, bits } = request.guard;
  const keep = sent.stamp === 'good' && held?.why !== 'old';
  return { stamp: keep ? request.form.text('_stamp') : request.guard.stamp, bits };
}

/** A puzzle for programs that fill in a draft: solving it counts for the draft for a day and lifts the limits as in a browser. */
export function puzzleFor(request: Pick<ApiRequest<unknown, unknown, unknown>, 'puzzle'>, draft: string): { stamp: string; bits: number } {
  return request.puzzle.offer(`draft ${draft}`);
}

/** The same limits for programs as for pages, counted together. Throws TooManyRequests with the seconds to wait: whoever solves no puzzle goes on at the pace of people and is never shut out. */
export function holdBackProgram(request: Pick<ApiRequest<unknown, unknown, unknown>, 'puzzle' | 'limit'>, draft: string, kind: 'save' | 'send'): void {
  const isSolved = request.puzzle.isSolved(`draft ${draft}`);
  const wait = request.limit(`online-services/${kind}${isSolved ? '' : '-plain'}`, LIMITS[kind][isSolved ? 'solved' : 'plain']);
  if (wait !== undefined) throw new TooManyRequests(wait);
}
