import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diffEditions } from './diff-editions.ts';

const place = (ags: string, name = ags, ars = `${ags.slice(0, 5)}0${ags.slice(5)}${ags.slice(5)}`) => ({ ags, name, ars });

test('tells appeared, vanished, renamed and moved places apart', () => {
  const before = [place('01001000'), place('01001001', 'Alt'), place('01001002')];
  const after = [place('01001000'), place('01001001', 'Neu', '010015001001'), place('01001003')];

  const difference = diffEditions(before, after);

  assert.deepEqual(difference.appeared.map(({ ags }) => ags), ['01001003']);
  assert.deepEqual(difference.vanished.map(({ ags }) => ags), ['01001002']);
  assert.deepEqual(difference.renamed, [{ ags: '01001001', from: 'Alt', to: 'Neu' }]);
  assert.deepEqual(difference.moved, [{ ags: '01001001', from: '010010001001', to: '010015001001' }]);
});

test('applying the difference to the old edition gives the new one', () => {
  const edition = fc.uniqueArray(fc.tuple(fc.constantFrom('1', '2', '3', '4', '5'), fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y')), { selector: ([ags]) => ags })
    .map((drawn) => drawn.map(([ags, ars, name]) => ({ ags: String(ags), ars: String(ars), name: String(name) })));
  fc.assert(fc.property(edition, edition, (before, after) => {
    const { appeared, vanished, renamed, moved } = diffEditions(before, after);
    const applied = new Map(before.map((one) => [one.ags, { ...one }]));
    for (const { ags } of vanished) applied.delete(ags);
    for (const one of appeared) applied.set(one.ags, one);
    for (const { ags, to } of renamed) Object.assign(applied.get(ags) ?? {}, { name: to });
    for (const { ags, to } of moved) Object.assign(applied.get(ags) ?? {}, { ars: to });
    assert.deepEqual(applied, new Map(after.map((one) => [one.ags, one])));
  }));
});
