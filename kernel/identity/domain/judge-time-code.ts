import { timingSafeEqual } from 'node:crypto';
import { STEP_SECONDS, timeCodeOf, timeStep } from './time-code.ts';

// A clock that is wrong by more than this is put right on the telephone, not here.
const NEAR_STEPS = [0, -1, 1, -2, 2];
// A clock learned at the very edge of a half minute would miss the next one.
const EDGE_SECONDS = 5;

/** What is known of an app: the step that was typed last, whether that one was refused, and how far its clock is ahead of ours. `isConfirmed` is false until it has shown its first code. */
export type AppClock = { readonly lastStep: number; readonly lastMissed: boolean; readonly clockSeconds: number; readonly isConfirmed: boolean };

/** `right` with what was learned of the clock; `not-now` for a code of a half minute just past or just to come; `wrong` for everything else. */
export type JudgedCode = { readonly outcome: 'right'; readonly step: number; readonly clockSeconds: number } | { readonly outcome: 'not-now'; readonly step: number } | { readonly outcome: 'wrong' };

/**
 * Judges a typed code. At each moment one code alone is right: that of the half minute which the person's clock shows, so a code lives 30 seconds (OWASP ASVS 5.0, 6.5.5). The first code of an app
 * tells how its clock goes, up to two steps away. Later a code from nearby is refused, and the next one is taken as the second of two in a row and puts the known clock right (RFC 6238 § 6,
 * RFC 4226 § 7.4). No step is taken that is not after the one typed last, refused ones included, so that nobody guesses codes of the future and waits for them.
 */
export function judgeTimeCode(secret: Uint8Array, typed: string, at: Date, app: AppClock): JudgedCode {
  const code = typed.replaceAll(/\s/gu, '');
  if (!/^\d{6}$/u.test(code)) return { outcome: 'wrong' };
  const shown = timeStep(new Date(at.getTime() + app.clockSeconds * 1000));
  const isOf = (step: number) => timingSafeEqual(Buffer.from(timeCodeOf(secret, step)), Buffer.from(code));
  const near = NEAR_STEPS.map((away) => shown + away);
  const step = near.find((one) => one > app.lastStep && isOf(one));
  if (step === undefined) return app.lastMissed && near.includes(app.lastStep) && isOf(app.lastStep) ? { outcome: 'not-now', step: app.lastStep } : { outcome: 'wrong' };
  const isSecondInARow = app.lastMissed && step <= app.lastStep + 2;
  if (step !== shown && app.isConfirmed && !isSecondInARow) return { outcome: 'not-now', step };
  return { outcome: 'right', step, clockSeconds: learned(app.clockSeconds, step, at) };
}

// The clock nearest to what was known by which the step is shown now, a little inside its half minute.
function learned(known: number, step: number, at: Date): number {
  const begins = step * STEP_SECONDS - at.getTime() / 1000;
  return Math.round(Math.min(Math.max(known, begins + EDGE_SECONDS), begins + STEP_SECONDS - EDGE_SECONDS));
}
