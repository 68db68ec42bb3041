import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedSolutions } from './compared-solutions.ts';

test('the address of a comparison gives its solutions, whichever way it is written', () => {
  for (const typed of ['https://allmende.example/store/compare?solution=a-1,b&authority=heilbronn', '/store/compare?authority=heilbronn&solution=a-1%2Cb', ' a-1, b ', 'a-1 b']) assert.deepEqual(comparedSolutions(typed), ['a-1', 'b'], typed);
  assert.deepEqual(comparedSolutions(''), []);
});

test('what is no address stays as it is, and endless lists are cut', () => {
  assert.deepEqual(comparedSolutions('https://example.org/'), ['https://example.org/']);
  assert.equal(comparedSolutions('a '.repeat(5000)).length, 20);
});
