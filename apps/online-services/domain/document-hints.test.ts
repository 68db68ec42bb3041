import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import type { CompiledEvidence } from './compile-evidence.ts';
import { amountsIn, daysIn, documentHints } from './document-hints.ts';
import type { EvidenceCheck } from './service-package.ts';

const today = plainDate('2026-11-20');

function outcome(check: EvidenceCheck, text: string, answers: Record<string, string | number> = {}, result?: number): string | undefined {
  const evidence = { entry: { id: 'x', checks: [check] }, rule: () => () => result } as unknown as CompiledEvidence;
  const [hint] = documentHints({ evidence, environment: { answers, today, memo: [] } }, { text: `${text} und noch einige Wörter mehr`, by: 'text-layer' }, today);
  return hint?.outcome;
}

test('amounts are read in German and in English writing, and nothing else is', () => {
  assert.deepEqual(amountsIn('Miete 1.234,56 € warm, 480,00 EUR kalt, 1,234.56 net, 12.50 paid'), [123_456, 48_000, 123_456, 1250]);
  assert.deepEqual(amountsIn('IBAN DE02 1203 0000, Tel. 07131/918273, 12.05.2026, Version 1.2.3, 5 %, 1,5 h'), []);
  fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), (cents) => {
    const german = `${Math.floor(cents / 100).toLocaleString('de-DE')},${String(cents % 100).padStart(2, '0')}`;
    assert.deepEqual(amountsIn(`Betrag: ${german} EUR`), [cents]);
  }));
});

test('days and months are read as the stretch that they cover', () => {
  assert.deepEqual(daysIn('vom 3.5.2026, am 03.05.26, 2026-05-03, 3. Mai 2026').filter(({ from, to }) => from === '2026-05-03' && to === from).length, 4);
  assert.deepEqual(daysIn('Oktober 2026'), [{ from: '2026-10-01', to: '2026-10-31' }]);
  assert.deepEqual(daysIn('02/2028'), [{ from: '2028-02-01', to: '2028-02-29' }]);
  assert.deepEqual(daysIn('31.02.2026 99.99.9999 7/2'), []);
});

test('a name is found in any order and writing, and never in a part of another word', () => {
  const check: EvidenceCheck = { kind: 'name', fields: ['a.given', 'a.family'] };
  const answers = { 'a.given': 'Jürgen', 'a.family': 'Groß-Müller' };
  assert.equal(outcome(check, 'GROSS-MUELLER, Juergen', answers), 'fits');
  assert.equal(outcome(check, 'Herr Jürgen Groß-Müller', answers), 'fits');
  assert.equal(outcome(check, 'Jürgens Großmüller', answers), 'differs');
  assert.equal(outcome(check, 'irgendwer', {}), undefined, 'without an answer nothing is said');
});

test('amount, period and kind say whether they were found', () => {
  assert.equal(outcome({ kind: 'amount', field: 'rent' }, 'Kaltmiete 480,00', { rent: 48_000 }), 'fits');
  assert.equal(outcome({ kind: 'amount', field: 'rent' }, 'Kaltmiete 481,00', { rent: 48_000 }), 'differs');
  assert.equal(outcome({ kind: 'amount', rule: 'sum' }, 'zusammen 12,50 EUR', {}, 1250), 'fits');
  assert.equal(outcome({ kind: 'period', months: 3 }, 'Abrechnung September 2026'), 'fits');
  assert.equal(outcome({ kind: 'period', months: 3 }, 'Abrechnung Juli 2026'), 'differs');
  assert.equal(outcome({ kind: 'period', months: 3 }, 'gültig ab 1. Januar 2031'), 'differs', 'days to come prove nothing');
  assert.equal(outcome({ kind: 'period', field: 'moved' }, 'Einzug am 1. Oktober 2026', { moved: '2026-10-01' }), 'fits');
  assert.equal(outcome({ kind: 'kind', words: ['Mietvertrag'] }, 'MIETVERTRAG über Wohnraum'), 'fits');
});

test('any text gives an answer and never an error', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => {
    const checks: EvidenceCheck[] = [{ kind: 'kind', words: ['abc'] }, { kind: 'name', fields: ['n'] }, { kind: 'amount', field: 'a' }, { kind: 'period', months: 2 }];
    for (const check of checks) assert.ok(['fits', 'differs', 'unreadable'].includes(outcome(check, text, { n: 'Ö', a: 5 }) ?? 'fits'));
  }));
});
