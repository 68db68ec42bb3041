import { parsePlainDate, type PlainDate } from '@allmende/time';
import { UnreadablePeriods } from './errors.ts';

const KEYS = ['first-requests', 'admission', 'admission-extended', 'offers', 'standstill-electronic'] as const;

/** What a period is for. */
export type PeriodKey = (typeof KEYS)[number];

/** A period of the law as it was entered. */
export type DatedPeriod = {
  readonly key: PeriodKey;
  readonly count: number;
  readonly unit: 'days' | 'workdays';
  /** Whether an end on a day on which nobody works moves on. */
  readonly moves: boolean;
  readonly basis: string;
  /** First day of the version that was read; null where unknown. */
  readonly validFrom: PlainDate | null;
  readonly source: string;
  readonly readOn: PlainDate;
  readonly enteredBy: string;
};

/** Reads the shipped table; throws UnreadablePeriods with the line. */
export function readDatedPeriods(text: string): readonly DatedPeriod[] {
  return text.split('\n').flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return [];
    const fail = (reason: string): never => { throw new UnreadablePeriods(index + 1, reason); };
    const cells = line.split(';');
    const [keyText = '', countText = '', unit = '', counting = '', basis = '', validFrom = '', source = '', readOn = '', enteredBy = ''] = cells;
    if (cells.length !== 9) fail(`${cells.length} statt 9 Spalten`);
    const key = KEYS.find((one) => one === keyText) ?? fail(`„${keyText}“ ist keine Frist`);
    if (unit !== 'days' && unit !== 'workdays') return fail(`„${unit}“ ist keine Einheit`);
    if (counting !== 'moves' && counting !== 'stays') return fail(`„${counting}“ ist keine Zählweise`);
    if (!/^[1-9]\d{0,2}$/u.test(countText)) fail(`„${countText}“ ist keine Anzahl`);
    return [{
      key, count: Number(countText), unit, moves: counting === 'moves', basis, source, enteredBy,
      validFrom: validFrom === '' ? null : parsePlainDate(validFrom) ?? fail(`„${validFrom}“ ist kein Tag`), readOn: parsePlainDate(readOn) ?? fail(`„${readOn}“ ist kein Tag`),
    }];
  });
}

/** The period that holds on a day; undefined where none is entered, and then nothing is guessed. */
export function datedPeriod(periods: readonly DatedPeriod[], key: PeriodKey, on: PlainDate): DatedPeriod | undefined {
  return periods.filter((one) => one.key === key && (one.validFrom === null || one.validFrom <= on)).toSorted((one, other) => (other.validFrom ?? '').localeCompare(one.validFrom ?? ''))[0];
}
