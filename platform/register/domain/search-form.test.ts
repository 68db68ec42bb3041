import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { searchForm } from './search-form.ts';

test('spellings of one name meet in one form', () => {
  const groups = [
    ['Rüsselsheim am Main', 'ruesselsheim am main', 'RUSSELSHEIM  MAIN', 'Rüsselsheim/Main', 'Rüsselsheim a.M ain'.replace('M ain', ' Main')],
    ['Süderholz', 'suederholz', 'Suderholz', 'Su\u0308derholz'],
    ['Gießen', 'Giessen'],
    ['St. Wendel', 'Sankt Wendel', 'st wendel'],
    ['Thalheim/Erzgeb.', 'Thalheim (Erzgebirge)', 'thalheim-erzgebirge'],
    ['Neustadt a.d.Aisch', 'Neustadt an der Aisch', 'Neustadt Aisch'],
    ['Weißwasser/O.L.', 'Weisswasser Oberlausitz', 'Weißwasser/O. L.'],
    ['Köln', 'koeln', 'koln', 'KÖLN'],
  ];
  for (const [first = '', ...others] of groups) for (const other of others) assert.equal(searchForm(other).loose, searchForm(first).loose, `${first} = ${other}`);
});

test('the strict form tells apart what the loose form joins', () => {
  assert.equal(searchForm('Neuenkirchen').loose, searchForm('Neunkirchen').loose);
  assert.notEqual(searchForm('Neuenkirchen').strict, searchForm('Neunkirchen').strict);
});

test('a name that consists of small words alone can still be found', () => {
  assert.equal(searchForm('Au in der').loose, 'au');
  assert.equal(searchForm('An der').loose, 'an der');
  assert.deepEqual(searchForm(' -/. '), { strict: '', loose: '' });
});

test('forms hold only letters, digits and single blanks, and are stable under repetition', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    const { strict, loose } = searchForm(text);
    assert.match(strict, /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/u);
    assert.match(loose, /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/u);
    assert.equal(searchForm(strict).strict, strict);
  }));
});
