import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { cents, sumCents, type Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { Commitment } from './commitment.ts';
import type { OrderLine } from './order-line.ts';

/** The new price a year of one line of a contract. */
export type NewPrice = { readonly position: number; readonly centsPerYear: Cents };

/** What somebody proposes about prices, and says when the term gets longer; lines that are not named keep theirs. */
export type PriceChangeInput = {
  /** Empty where only the term gets longer. */
  readonly prices: readonly NewPrice[];
  /** The norm that lets a running contract be changed without a new award, as the officer names it: the platform judges no such norm. */
  readonly basis: string;
  /** Why that norm carries this change. */
  readonly reason: string;
  /** That the other party agreed: when, and where that lies. */
  readonly consent: { readonly givenOn: PlainDate; readonly reference: string };
};

/** New prices as they were proposed, with what the contract comes to a year just before and from then on. */
export type PriceChange = PriceChangeInput & { readonly beforeCentsPerYear: Cents; readonly centsPerYear: Cents; /** Whether the term gets longer with it. */ readonly isLonger: boolean; /** How the authority commits itself to more; null where it pays no more for no longer. */ readonly commitment: Commitment | null };

/** An amendment as far as prices go. */
type Amended = { readonly number: number; readonly state: string; readonly effectiveOn: PlainDate; readonly price: { readonly prices: readonly NewPrice[] } | null };

const MOST_CENTS = 10_000_000_000;

/** Checks proposed prices against the lines that hold on the day before them, and what is said where the term gets longer; throws InvalidInput, each problem below `/price`. */
export function checkPriceChange(input: PriceChangeInput, { before, effectiveOn, isLonger, today }: { readonly before: readonly OrderLine[]; readonly effectiveOn: PlainDate; readonly isLonger: boolean; readonly today: PlainDate }): Omit<PriceChange, 'commitment'> {
  const problems: FieldProblem[] = [];
  const problem = (pointer: string, code: string, message: string) => { problems.push({ pointer: `/price/${pointer}`, code, message }); };
  const positions = input.prices.map(({ position }) => position);
  for (const { position, centsPerYear } of input.prices) {
    const line = before.find((one) => one.position === position);
    if (line === undefined) problem(`prices/${position}`, 'unknown', 'Diese Position hat der Vertrag nicht.');
    else if (!Number.isSafeInteger(centsPerYear) || centsPerYear < 0 || centsPerYear > MOST_CENTS) problem(`prices/${position}`, 'absurd', 'Bitte geben Sie einen Betrag von 0 bis 100 Millionen Euro an.');
  }
  if (new Set(positions).size < positions.length) problem(`prices/${positions[0] ?? 1}`, 'doubled', 'Jede Position kann nur einen neuen Preis bekommen.');
  const first = `prices/${before[0]?.position ?? 1}`;
  if (problems.length === 0 && !(isLonger && input.prices.length === 0) && input.prices.every(({ position, centsPerYear }) => before.find((one) => one.position === position)?.price.centsPerYear === centsPerYear)) problem(first, 'unchanged', 'Bitte geben Sie mindestens einen Preis an, der sich ändert.');
  if (input.prices.length > 0 && effectiveOn < today) problem(first, 'past', 'Ein neuer Preis gilt frühestens ab heute. Bitte ändern Sie den Tag, ab dem der Nachtrag gilt.');
  if (input.basis.trim().length < 3 || input.basis.length > 150) problem('basis', 'length', 'Bitte nennen Sie die Vorschrift, nach der der laufende Vertrag ohne neues Vergabeverfahren geändert werden darf (3 bis 150 Zeichen).');
  if (input.reason.trim().length < 10 || input.reason.length > 1000) problem('reason', 'length', 'Bitte begründen Sie, warum diese Vorschrift die Änderung trägt (10 bis 1000 Zeichen).');
  if (input.consent.givenOn > today) problem('consent/givenOn', 'future', 'Der Tag der Zustimmung liegt in der Zukunft.');
  if (input.consent.reference.trim().length < 2 || input.consent.reference.length > 150) problem('consent/reference', 'length', 'Bitte nennen Sie, wo die Zustimmung der Auftragnehmerin liegt (2 bis 150 Zeichen).');
  if (problems.length > 0) throw new InvalidInput(problems);
  const prices = input.prices.toSorted((one, other) => one.position - other.position);
  return {
    prices, basis: input.basis.trim(), reason: input.reason.trim(), consent: { givenOn: input.consent.givenOn, reference: input.consent.reference.trim() },
    beforeCentsPerYear: yearlySum(before), centsPerYear: yearlySum(withPrices(before, prices, effectiveOn)), isLonger,
  };
}

/** Whether the authority commits itself to more from then on: it pays more, or for longer. */
export function commitsToMore({ beforeCentsPerYear, centsPerYear, isLonger }: Pick<PriceChange, 'beforeCentsPerYear' | 'centsPerYear' | 'isLonger'>): boolean {
  return isLonger || centsPerYear > beforeCentsPerYear;
}

/** The lines of a contract with the prices that count on a day: those of agreed amendments in force, the younger over the older. Undefined for `on`: once all of them are in force. */
export function linesOn(lines: readonly OrderLine[], amendments: readonly Amended[], on?: PlainDate): readonly OrderLine[] {
  return amendments.filter((one) => one.state === 'agreed' && one.price !== null && (on === undefined || one.effectiveOn <= on))
    .toSorted((one, other) => one.effectiveOn.localeCompare(other.effectiveOn) || one.number - other.number)
    .reduce((found, one) => withPrices(found, one.price?.prices ?? [], one.effectiveOn), lines);
}

/** What lines come to a year. */
export function yearlySum(lines: readonly OrderLine[]): Cents {
  return lines.length === 0 ? cents(0) : sumCents(lines.map(({ price }) => price.centsPerYear));
}

// How a price by use came about no longer explains it, once another one was agreed.
function withPrices(lines: readonly OrderLine[], prices: readonly NewPrice[], from: PlainDate): readonly OrderLine[] {
  return lines.map((line) => {
    const found = prices.find(({ position }) => position === line.position);
    return found === undefined ? line : { ...line, price: { centsPerYear: found.centsPerYear, contributionClass: line.price.contributionClass, validFrom: from, label: line.price.label } };
  });
}
