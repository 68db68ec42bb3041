import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { Cents } from '@allmende/money';
import { addDays, addMonths, type PlainDate } from '@allmende/time';

/** A framework agreement from which authorities call off without reopening. Source: § 21 VgV. */
export type FrameworkAgreement = {
  readonly id: string;
  readonly title: string;
  readonly contractor: string;
  /** What identifies the contractor: register number or the like. */
  readonly contractorKey: string;
  /** Of the notice of award. */
  readonly reference: string;
  readonly concludedOn: PlainDate;
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate;
  /** Why it lasts longer than the law's longest term; null where it does not. */
  readonly longerBecause: string | null;
  /** The most that all call-offs may come to; null where none was announced. */
  readonly mostCents: Cents | null;
  readonly offers: readonly string[];
  /** Who may call off; empty for every member. */
  readonly authorities: readonly string[];
  readonly ocid: string | null;
  readonly source: string;
  readonly endedOn: PlainDate | null;
  readonly enteredBy: string;
};

/** Checks what was entered; `longestMonths` is the law's longest term, undefined while nobody has entered it. Throws InvalidInput. */
export function checkFramework(input: Omit<FrameworkAgreement, 'id' | 'endedOn' | 'enteredBy'>, longestMonths: number | undefined): void {
  const problems: FieldProblem[] = [];
  const text = (name: 'title' | 'contractor' | 'contractorKey' | 'reference' | 'source', what: string) => {
    if (input[name].trim().length < 2 || input[name].length > 300) problems.push({ pointer: `/${name}`, code: 'length', message: `Bitte geben Sie ${what} an (2 bis 300 Zeichen).` });
  };
  text('title', 'den Gegenstand');
  text('contractor', 'die Auftragnehmerin');
  text('contractorKey', 'eine Kennung der Auftragnehmerin');
  text('reference', 'die Bekanntmachung oder das Aktenzeichen');
  text('source', 'die Quelle');
  if (input.validUntil < input.validFrom) problems.push({ pointer: '/validUntil', code: 'order', message: 'Der letzte Tag liegt vor dem ersten.' });
  if (input.concludedOn > input.validFrom) problems.push({ pointer: '/concludedOn', code: 'order', message: 'Die Vereinbarung kann nicht gelten, bevor sie geschlossen ist.' });
  if (input.mostCents !== null && (input.mostCents <= 0 || input.mostCents > 100_000_000_000)) problems.push({ pointer: '/mostCents', code: 'absurd', message: 'Bitte geben Sie einen Betrag über 0 bis 1 Milliarde Euro an.' });
  if (input.offers.length === 0 || input.offers.length > 200) problems.push({ pointer: '/offers', code: 'required', message: 'Bitte wählen Sie mindestens ein Angebot.' });
  if (input.authorities.length > 20_000) problems.push({ pointer: '/authorities', code: 'length', message: 'Das sind zu viele Behörden.' });
  if (input.longerBecause === null) {
    if (longestMonths === undefined) problems.push({ pointer: '/validUntil', code: 'unknown', message: 'Die längste Laufzeit einer Rahmenvereinbarung (§ 21 Abs. 6 VgV) ist für diesen Tag nicht eingetragen. Bitte tragen Sie zuerst diese Frist ein oder begründen Sie den Sonderfall.' });
    else if (input.validUntil > addDays(addMonths(input.validFrom, longestMonths), -1)) problems.push({ pointer: '/validUntil', code: 'too-long', message: `Eine Rahmenvereinbarung läuft höchstens ${longestMonths} Monate (§ 21 Abs. 6 VgV), sonst braucht sie eine Begründung aus ihrem Gegenstand.` });
  } else if (input.longerBecause.trim().length < 10 || input.longerBecause.length > 1000) problems.push({ pointer: '/longerBecause', code: 'length', message: 'Bitte begründen Sie den Sonderfall (10 bis 1000 Zeichen).' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
