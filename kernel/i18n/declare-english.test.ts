import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declareEnglish, saidIn } from './declare-english.ts';

declareEnglish({
  'Schreiben Sie, was Sie sehen.': 'Write what you see.',
  'Kürzen Sie den Satz auf {} Buchstaben.': 'Shorten the sentence to {} letters.',
  'Geben Sie einen Tag zwischen dem {} und dem {} an (Probe).': 'Enter a day between {} and {} (trial).',
  'Der Satz „{}“ passt nicht: {}': 'The sentence “{}” does not fit: {}',
  'Der Satz „{}“ passt nicht: er ist leer': 'The sentence “{}” does not fit: it is empty',
});

test('what a rule says is English on an English page and stays as it is on a German one', () => {
  assert.equal(saidIn('en', 'Schreiben Sie, was Sie sehen.'), 'Write what you see.');
  assert.equal(saidIn('de', 'Schreiben Sie, was Sie sehen.'), 'Schreiben Sie, was Sie sehen.');
  assert.equal(saidIn('de-leicht', 'Schreiben Sie, was Sie sehen.'), 'Schreiben Sie, was Sie sehen.');
});

test('values go over; days, amounts and known sentences become English', () => {
  assert.equal(saidIn('en', 'Kürzen Sie den Satz auf 2.000 Buchstaben.'), 'Shorten the sentence to 2,000 letters.');
  assert.equal(saidIn('en', 'Geben Sie einen Tag zwischen dem 3. März 2026 und dem 31. Dezember 2026 an (Probe).'), 'Enter a day between 3 March 2026 and 31 December 2026 (trial).');
  assert.equal(saidIn('en', 'Der Satz „1.234,50 €“ passt nicht: Schreiben Sie, was Sie sehen.'), 'The sentence “€1,234.50” does not fit: Write what you see.');
});

test('of two sentences that fit, the one that says more itself is meant', () => {
  assert.equal(saidIn('en', 'Der Satz „x“ passt nicht: er ist leer'), 'The sentence “x” does not fit: it is empty');
});

test('what has no English, or is said in another language already, comes back unchanged', () => {
  for (const said of ['Das kennt niemand.', 'Write what you see.', 'Напишіть, що бачите.', '', `Kürzen Sie den Satz auf ${'9'.repeat(3000)} Buchstaben.`]) assert.equal(saidIn('en', said), said);
});

test('a sentence must have the same values in both languages, and be more than its values', () => {
  assert.throws(() => declareEnglish({ 'Höchstens {}.': 'At most.' }), TypeError);
  assert.throws(() => declareEnglish({ '{} {}': '{} {}' }), TypeError);
});
