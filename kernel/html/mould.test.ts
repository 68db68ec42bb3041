import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateField } from './fields/date-field.ts';
import { textArea } from './fields/text-area.ts';
import { textField } from './fields/text-field.ts';
import { html } from './html.ts';
import { mould } from './mould.ts';

test('a mould gives exactly what drawing anew gives, whatever was typed', () => {
  const text = (value: string) => textField({ name: 'dog.name', label: 'Name "x" & <y>', value });
  const area = (value: string) => textArea({ name: 'why', label: 'Warum', value, rows: 6 });
  const date = (day: string, month: string, year: string) => dateField({ name: 'born', label: 'Geboren', value: { day, month, year } });
  const moulds = { text: mould(text, 1), area: mould(area, 1), date: mould(date, 3) };
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.constantFrom('', '"', '<script>', '3', '\u{F8000}0\u{F8000}'), (first, second, third) => {
    assert.equal(String(moulds.text(first)), String(text(first)));
    assert.equal(String(moulds.area(second)), String(area(second)));
    assert.equal(String(moulds.date(first, second, third)), String(date(first, second, third)));
  }));
});

test('what does more with a value than to show it is drawn anew', () => {
  const draw = (value: string) => html`<p class="${value.length > 3 ? 'long' : 'short'}">${value.toUpperCase().slice(0, 2)}</p>`;
  const cast = mould(draw, 1);
  assert.equal(String(cast('ab')), '<p class="short">AB</p>');
  assert.equal(String(cast('abcd')), '<p class="long">AB</p>');
});
