import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchWords, typedWords } from './search-words.ts';

test('a name is found however it is written', () => {
  assert.deepEqual(searchWords('Zoë  Müller-Lüdenscheid'), ['zoe', 'mueller', 'luedenscheid']);
  assert.deepEqual(searchWords('MÜLLER'), searchWords('Mueller'));
  assert.deepEqual(searchWords('Groß'), searchWords('gross'));
  assert.deepEqual(searchWords('Mu\u0308ller'), searchWords('Müller'), 'an umlaut of two characters');
  assert.deepEqual(searchWords('Oksana Їжак'), ['oksana', 'іжак'], 'letters of other scripts stay');
  assert.deepEqual(searchWords(' %_\\ '), []);
});

test('a single letter finds nothing alone, and six words are enough', () => {
  assert.deepEqual(typedWords('M'), []);
  assert.deepEqual(typedWords('A. Müller'), ['a', 'mueller']);
  assert.equal(typedWords('eins zwei drei vier fünf sechs sieben acht').length, 6);
  assert.deepEqual(typedWords(''), []);
});
