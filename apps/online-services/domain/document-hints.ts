import { addMonths, parsePlainDate, type PlainDate } from '@allmende/time';
import type { EvidenceItem, Reading } from './evidence.ts';
import type { Value } from './rules/value.ts';
import type { EvidenceCheck } from './service-package.ts';

/** `differs` says only that the words were not found: a person looks. */
export type HintOutcome = 'fits' | 'differs' | 'unreadable';

/** What was compared, and what the document should show; shown to applicant and caseworker as a hint, never a reason to refuse. */
export type DocumentHint = { readonly kind: EvidenceCheck['kind']; readonly outcome: HintOutcome; readonly expected: Value | undefined; readonly found: string | undefined; /** The answers that it was compared with. */ readonly fields: readonly string[] };

const FEWEST_LETTERS = 20;

/** Compares what was read in a document with the answers, by the closed rules of the package. A check whose answer is not there says nothing. */
export function documentHints(item: Pick<EvidenceItem, 'evidence' | 'environment'>, reading: Reading | undefined, today: PlainDate): DocumentHint[] {
  const { checks = [] } = item.evidence.entry;
  if (reading === undefined) return [];
  const isReadable = reading.text.replaceAll(/[^\p{L}\d]/gu, '').length >= FEWEST_LETTERS;
  return checks.flatMap((check) => {
    const asked = expectationOf(check, item, today);
    if (asked === undefined) return [];
    if (!isReadable) return [{ kind: check.kind, outcome: 'unreadable' as const, expected: asked.expected, found: undefined, fields: fieldsOf(check) }];
    return [{ kind: check.kind, expected: asked.expected, fields: fieldsOf(check), ...asked.look(reading.text) }];
  });
}

function fieldsOf(check: EvidenceCheck): readonly string[] {
  if (check.kind === 'name') return check.fields;
  return 'field' in check ? [check.field] : [];
}

type Asked = { readonly expected: Value | undefined; readonly look: (text: string) => { readonly outcome: HintOutcome; readonly found: string | undefined } };

function expectationOf(check: EvidenceCheck, { evidence, environment }: Pick<EvidenceItem, 'evidence' | 'environment'>, today: PlainDate): Asked | undefined {
  const answer = (field: string): Value | undefined => environment.row?.answers[field] ?? environment.answers[field];
  switch (check.kind) {
    case 'kind': return { expected: undefined, look: (text) => { const found = check.words.find((word) => folded(text).includes(folded(word))); return { outcome: found === undefined ? 'differs' : 'fits', found }; } };
    case 'name': {
      const words = check.fields.flatMap((field) => { const value = answer(field); return typeof value === 'string' ? folded(value).split(' ').filter((word) => word.length > 1) : []; });
      const expected = check.fields.flatMap((field) => answer(field) ?? []).join(' ');
      return words.length === 0 ? undefined : { expected, look: (text) => { const all = new Set(folded(text).split(' ')); return outcomeOf(words.every((word) => all.has(word)), undefined); } };
    }
    case 'amount': {
      const value = 'field' in check ? answer(check.field) : evidence.rule(check.rule)?.(environment);
      return typeof value === 'number' ? { expected: value, look: (text) => outcomeOf(amountsIn(text).includes(value), undefined) } : undefined;
    }
    case 'period': {
      if ('field' in check) {
        const day = answer(check.field);
        return typeof day === 'string' ? { expected: day, look: (text) => outcomeOf(daysIn(text).some(({ from, to }) => from <= day && day <= to), undefined) } : undefined;
      }
      const since = addMonths(today, -check.months);
      return { expected: since, look: (text) => { const days = daysIn(text).filter(({ from }) => from <= today); const newest = days.map(({ to }) => to).toSorted().at(-1); return outcomeOf(newest !== undefined && newest >= since, newest); } };
    }
  }
}

function outcomeOf(fits: boolean, found: string | undefined): { outcome: HintOutcome; found: string | undefined } {
  return { outcome: fits ? 'fits' : 'differs', found };
}

/** Lower case, accents and umlauts in one form, everything else a space: `Müller-Lüdenscheidt` is `mueller luedenscheidt`. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}\d]+/gu, ' ').trim();
}

/** Every amount of money with cents in a text, in cents, in German and in English writing. */
export function amountsIn(text: string): number[] {
  return [...text.matchAll(/(?<![\d.,])(\d{1,3}(?:[.\u00a0 ']\d{3})+|\d{1,9}),(\d{2})(?![\d])|(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,9})\.(\d{2})(?![\d.])/gu)]
    .map(([, german, germanCents, english, englishCents]) => Number((german ?? english ?? '').replaceAll(/\D/gu, '')) * 100 + Number(germanCents ?? englishCents));
}

const MONTHS = ['januar', 'februar', 'märz', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'dezember'];

/** Every day and month that a text names, as the stretch it covers. */
export function daysIn(text: string): { readonly from: PlainDate; readonly to: PlainDate }[] {
  const lower = text.normalize('NFC').toLowerCase();
  const day = (year: string, month: number, date: string) => parsePlainDate(`${year.length === 2 ? `20${year}` : year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`);
  const days = [
    ...[...lower.matchAll(/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)/gu)].map(([, date = '', month = '', year = '']) => day(year, Number(month), date)),
    ...[...lower.matchAll(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu)].map(([, year = '', month = '', date = '']) => day(year, Number(month), date)),
    ...[...lower.matchAll(new RegExp(`(?<!\\d)(\\d{1,2})\\.?\\s(${MONTHS.join('|')})\\s(\\d{4})`, 'gu'))].map(([, date = '', month = '', year = '']) => day(year, MONTHS.indexOf(month) + 1, date)),
  ].flatMap((each) => (each === undefined ? [] : [{ from: each, to: each }]));
  const months = [
    ...[...lower.matchAll(new RegExp(`(${MONTHS.join('|')})\\s(\\d{4})`, 'gu'))].map(([, month = '', year = '']) => [year, MONTHS.indexOf(month) + 1] as const),
    ...[...lower.matchAll(/(?<![\d./])(\d{1,2})\/(\d{4})(?!\d)/gu)].map(([, month = '', year = '']) => [year, Number(month)] as const),
  ].flatMap(([year, month]) => {
    const from = day(year, month, '1');
    return from === undefined ? [] : [{ from, to: lastOfMonth(from) }];
  });
  return [...days, ...months];
}

function lastOfMonth(first: PlainDate): PlainDate {
  const [year = '', month = ''] = first.split('-');
  for (const date of ['31', '30', '29', '28']) {
    const found = parsePlainDate(`${year}-${month}-${date}`);
    if (found !== undefined) return found;
  }
  return first;
}
