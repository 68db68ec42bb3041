import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';

/** A time in which somebody private has a share in the body behind the platform. The in-house ground does not hold while it lasts. Source: § 108 GWB. */
export type PrivateShare = {
  readonly validFrom: PlainDate;
  /** Last day; null while it lasts. */
  readonly validUntil: PlainDate | null;
  readonly holder: string;
  readonly source: string;
  readonly enteredBy: string;
};

/** The private share that exists on a day. */
export function privateShareOn(all: readonly PrivateShare[], on: PlainDate): PrivateShare | undefined {
  return all.find((one) => one.validFrom <= on && (one.validUntil === null || on <= one.validUntil));
}

/** Checks what was typed; throws InvalidInput. */
export function checkPrivateShare(input: Omit<PrivateShare, 'enteredBy'>): void {
  const problems: FieldProblem[] = [];
  if (input.holder.trim().length < 2 || input.holder.length > 200) problems.push({ pointer: '/holder', code: 'length', message: 'Bitte nennen Sie, wer beteiligt ist (2 bis 200 Zeichen).' });
  if (input.source.trim().length < 2 || input.source.length > 300) problems.push({ pointer: '/shareSource', code: 'length', message: 'Bitte nennen Sie die Quelle (2 bis 300 Zeichen).' });
  if (input.validUntil !== null && input.validUntil < input.validFrom) problems.push({ pointer: '/shareUntil', code: 'order', message: 'Der letzte Tag liegt vor dem ersten.' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
