import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidInput } from '@allmende/errors';
import { plainDate } from '@allmende/time';
import { checkSustainability, lastDayOf, type SustainabilityInput } from './check-sustainability.ts';

const today = plainDate('2026-11-21');
const pue: SustainabilityInput = { topic: 'pue', value: '1,25', source: 'Messbericht 2025', link: '', statedOn: plainDate('2026-03-01'), validUntil: null };
const refused = (change: Partial<SustainabilityInput>, pointer: string) => assert.throws(
  () => checkSustainability({ ...pue, ...change }, today), (error: unknown) => error instanceof InvalidInput && error.fields.some((one) => one.pointer === pointer), JSON.stringify(change).slice(0, 80),
);

test('a figure is kept with a point, whichever way it was typed', () => {
  assert.equal(checkSustainability(pue, today).value, '1.25');
  assert.equal(checkSustainability({ ...pue, value: ' 1.25 ' }, today).value, '1.25');
  assert.equal(checkSustainability({ ...pue, topic: 'renewable-share', value: '0' }, today).value, '0');
});

test('a figure beyond its limits or beyond reading is refused at its field', () => {
  for (const value of ['0,9', '11', '-1', '1e3', '1,2345', '', 'eins', '１,２', 'NaN', '1.000,5', '1.250', '9'.repeat(400)]) refused({ value }, '/value');
  refused({ topic: 'renewable-share', value: '100,1' }, '/value');
  refused({ topic: 'green', value: '1' }, '/topic');
});

test('a statement needs a source, an encrypted address or none, and a day that is not in the future', () => {
  refused({ source: '  ' }, '/source');
  refused({ source: 'x'.repeat(301) }, '/source');
  for (const link of ['http://example.org', 'javascript:alert(1)', 'https://user:secret@example.org/', 'https://exa mple.org', `https://example.org/${'x'.repeat(500)}`]) refused({ link }, '/link');
  refused({ statedOn: plainDate('2026-11-22') }, '/statedOn');
  assert.equal(checkSustainability({ ...pue, source: 'Bericht\n\u202E2025', link: ' https://example.org/bericht ' }, today).source, 'Bericht 2025', 'nothing that turns the text around');
});

test('a label names its last day, nothing counts for more than ten years, and what has expired is not entered', () => {
  const label = { topic: 'software-label', value: '12345' };
  refused(label, '/validUntil');
  refused({ ...label, validUntil: plainDate('2026-02-28') }, '/validUntil');
  refused({ ...label, validUntil: plainDate('2026-11-20') }, '/validUntil');
  refused({ ...label, validUntil: plainDate('2037-01-01') }, '/validUntil');
  assert.equal(checkSustainability({ ...label, source: 'Urkunde', link: '', statedOn: plainDate('2026-01-01'), validUntil: today }, today).validUntil, today);
  refused({ statedOn: plainDate('2024-11-01') }, '/statedOn');
});

test('without an end a statement counts for two years', () => {
  assert.equal(lastDayOf({ statedOn: plainDate('2026-03-01'), validUntil: null }), '2028-02-28');
});

test('a promised last day of maintenance is read in German and as a plain day', () => {
  for (const value of ['31.12.2030', '2030-12-31']) assert.equal(checkSustainability({ ...pue, topic: 'supported-until', value }, today).value, '2030-12-31');
  refused({ topic: 'supported-until', value: '31.02.2030' }, '/value');
});

test('whoever mistypes a day hears of everything that is wrong at once', () => {
  assert.throws(() => checkSustainability({ ...pue, value: '1.234', source: 'x', link: 'http://a', statedOn: '2026-02-31', validUntil: '' }, today), (error) => {
    assert.deepEqual(error instanceof InvalidInput && error.fields.map(({ pointer }) => pointer), ['/value', '/source', '/link', '/statedOn', '/validUntil']);
    return true;
  });
});
