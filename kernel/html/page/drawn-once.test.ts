import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../html.ts';
import { drawnOnce } from './drawn-once.ts';

test('a part is drawn anew as soon as anything that it shows is different', () => {
  let drawn = 0;
  const draw = () => { drawn += 1; return html`<p>${drawn}</p>`; };
  const list = ['a'];
  const asked: (readonly [object, readonly (string | undefined)[]])[] = [[list, ['x', 'y']], [list, ['x', 'y']], [list, ['x', 'z']], [list, ['x', undefined]], [list, ['x', '']], [['a'], ['x', 'y']]];

  assert.deepEqual(asked.map(([of, words]) => String(drawnOnce(of, words, draw))), ['<p>1</p>', '<p>1</p>', '<p>2</p>', '<p>3</p>', '<p>4</p>', '<p>5</p>']);
});
