import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inputNamesOf, inputValuesOf, parseField, typedValues, type Readable } from './parse-field.ts';
import { FIELD_TYPES } from './service-package.ts';

function read(field: Partial<Readable> & { type: string }, text: string) {
  return parseField({ id: 'a.b', ...field }, { 'a.b': text });
}

function readDate(...parts: readonly string[]) {
  const [day = '', month = '', year = ''] = parts;
  return parseField({ id: 'a.b', type: 'date' }, { 'a.b.day': day, 'a.b.month': month, 'a.b.year': year });
}

test('reads dates as people type them', () => {
  for (const parts of [['3', '5', '2026'], ['03', '05', '2026'], ['3.', '5.', '2026'], [' 3', 'Mai', '2026'], ['3', 'may', '2026'], ['3.5.2026'], ['3. Mai 2026'], ['2026-05-03'], ['3 5 2026']] as const) {
    assert.deepEqual(readDate(...parts), { value: '2026-05-03' }, parts.join('|'));
  }
  assert.deepEqual(readDate('1', 'März', '2026'), { value: '2026-03-01' });
});

test('says what is wrong with a date', () => {
  assert.deepEqual(readDate(''), { empty: true });
  assert.deepEqual(readDate('3', '5'), { problem: 'date-incomplete' });
  assert.deepEqual(readDate('3', '5', '26'), { problem: 'date-year' });
  for (const parts of [['30', '2', '2026'], ['3', '13', '2026'], ['3', 'Foo', '2026'], ['x', '5', '2026']] as const) assert.deepEqual(readDate(...parts), { problem: 'date-invalid' });
});

test('reads amounts, numbers and digits as people type them', () => {
  for (const text of ['1.234,50', '1234.5', '1234,50 €', '€ 1.234,5']) assert.deepEqual(read({ type: 'money' }, text), { value: 123_450 }, text);
  for (const text of ['2', ' 2 ', '+2', '2,0']) assert.deepEqual(read({ type: 'integer' }, text), { value: 2 }, text);
  assert.deepEqual(read({ type: 'integer' }, '1.000'), { value: 1_000 });
  for (const text of ['276 094 500 000 001', '276-0945-00000001', '276094500000001']) assert.deepEqual(read({ type: 'text', digits: 15 }, text), { value: '276094500000001' }, text);
  assert.deepEqual(read({ type: 'text', digits: 15 }, '27609450000000'), { problem: 'digits', limit: '15' });
  assert.deepEqual(read({ type: 'integer', max: 99 }, '100'), { problem: 'too-large', limit: '99' });
  assert.deepEqual(read({ type: 'integer' }, '-1'), { problem: 'too-small', limit: '0' });
  assert.deepEqual(read({ type: 'integer' }, 'zwei'), { problem: 'integer' });
  assert.deepEqual(read({ type: 'money' }, 'viel'), { problem: 'money' });
});

test('takes addresses and numbers as typed and refuses what cannot be one', () => {
  assert.deepEqual(read({ type: 'email' }, ' ilvy@beispiel.example '), { value: 'ilvy@beispiel.example' });
  for (const text of ['ilvy', 'ilvy@', '@x.de', 'a@b@c.de', 'a@b..de', 'a@b']) assert.deepEqual(read({ type: 'email' }, text), { problem: 'email' }, text);
  for (const text of ['0711 123456', '+49 (711) 12-34', '0711/1234']) assert.deepEqual(read({ type: 'tel' }, text), { value: text });
  assert.deepEqual(read({ type: 'tel' }, 'abends'), { problem: 'tel' });
  assert.deepEqual(read({ type: 'boolean' }, 'no'), { value: false });
  assert.deepEqual(read({ type: 'boolean' }, 'maybe'), { problem: 'option' });
  assert.deepEqual(read({ type: 'choice', options: ['a', 'b'] }, 'c'), { problem: 'option' });
  assert.deepEqual(read({ type: 'confirmation' }, 'yes'), { value: true });
});

test('removes what would break print or hide the real text, and keeps lines only in long texts', () => {
  assert.deepEqual(read({ type: 'text' }, ' Kr\u0000ü\u200bmel\r\n  der\tErste '), { value: 'Krümel der Erste' });
  assert.deepEqual(read({ type: 'longText' }, 'eins\r\n\r\n\r\n\r\nzwei  drei\u0007'), { value: 'eins\n\nzwei drei' });
  assert.deepEqual(read({ type: 'text' }, 'u\u0308'), { value: 'ü' });
  assert.deepEqual(read({ type: 'text' }, '\ud800'), { value: '\ufffd' });
  assert.deepEqual(read({ type: 'text', maxLength: 5 }, 'sechs!'), { problem: 'too-long', limit: '5' });
});

test('survives a megabyte in one field quickly and gives a bounded part of it back', () => {
  const body = { 'a.b': '9.9-'.repeat(262_144), 'a.b.day': '1'.repeat(1_048_576) };
  const started = performance.now();
  for (const type of FIELD_TYPES) {
    assert.ok(!('value' in parseField({ id: 'a.b', type, digits: 15, options: ['a'] }, body)), type);
    assert.ok(Object.values(typedValues({ id: 'a.b', type }, body)).every((text) => text.length <= 524_288));
  }
  assert.ok(performance.now() - started < 3_000);
});

test('never throws, whatever the body, and gives every input of the field back', () => {
  const body = fc.dictionary(fc.constantFrom('a.b', 'a.b.day', 'a.b.month', 'a.b.year', '__proto__'), fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.anything()));
  fc.assert(fc.property(fc.constantFrom(...FIELD_TYPES), body, (type, input) => {
    const field = { id: 'a.b', type, options: ['a', 'b'] };
    const result = parseField(field, input);
    assert.equal(Number('value' in result) + Number('empty' in result) + Number('problem' in result), 1);
    assert.deepEqual(Object.keys(typedValues(field, input)), inputNamesOf(field));
  }), { numRuns: 3_000 });
});

test('what was stored comes back as the same answer when the form is shown and sent again', () => {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((value) => value.toISOString().slice(0, 10));
  const stored = fc.oneof(
    fc.record({ type: fc.constant('date'), value: date }), fc.record({ type: fc.constant('money'), value: fc.nat(1_000_000_000) }),
    fc.record({ type: fc.constant('integer'), value: fc.nat() }), fc.record({ type: fc.constant('boolean'), value: fc.boolean() }), fc.record({ type: fc.constant('choice'), value: fc.constantFrom('a', 'b') }),
  );
  fc.assert(fc.property(stored, ({ type, value }) => {
    const field = { id: 'a.b', type, options: ['a', 'b'] };
    assert.deepEqual(parseField(field, inputValuesOf(field, value)), { value });
  }));
});

test('characters that turn the direction of writing are refused with a word of their own and gone when the form is shown again; Arabic with its marks is a name like any other', () => {
  for (const turning of ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']) {
    for (const type of ['text', 'longText', 'email', 'tel', 'money'] as const) assert.deepEqual(read({ type }, `12${turning}34`), { problem: 'direction' }, `${type} ${turning.codePointAt(0)?.toString(16)}`);
    assert.deepEqual(typedValues({ id: 'x', type: 'text' }, { x: `Ma${turning}ier` }), { x: 'Maier' });
  }
  for (const name of ['محمد عبد الله', 'ليلى\u200e (Layla)', 'نور\u200cالدین', 'Олександр Прикла́дний']) assert.deepEqual(read({ type: 'text' }, name), { value: name.normalize('NFC') });
});

test('halves of surrogates become a sign that can be stored', () => {
  assert.deepEqual(read({ type: 'text' }, 'A\ud800B'), { value: 'A\ufffdB' });
  assert.deepEqual(typedValues({ id: 'x', type: 'text' }, { x: 'A\udc00' }), { x: 'A\ufffd' });
});
