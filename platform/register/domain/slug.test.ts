import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { giveSlugs, isFreeSlug, slugify } from './slug.ts';

test('writes names as readable addresses', () => {
  const cases: [string, string][] = [['Rüsselsheim am Main', 'ruesselsheim-am-main'], ['Thalheim/Erzgeb.', 'thalheim-erzgeb'], ['Halle (Saale)', 'halle-saale'], ["Fürstl. Löwenstein'scher Park", 'fuerstl-loewensteinscher-park'], ['Mücka / Mikow', 'muecka-mikow'], ['Gießen', 'giessen']];
  for (const [name, slug] of cases) assert.equal(slugify(name), slug);
});

test('words of the platform and unreadable texts are no addresses', () => {
  for (const text of ['store', 'operator', 'sign-in', 'api', '', 'Heilbronn', 'a--b', '-a', '1a', 'ä', 'x'.repeat(81)]) assert.equal(isFreeSlug(text), false, text);
  assert.equal(isFreeSlug('heilbronn'), true);
});

test('the first wish gets the plain name, later ones the next free, and a given slug is never given again', () => {
  const wishes = [{ key: 'a', candidates: ['neuenkirchen'] }, { key: 'b', candidates: ['neuenkirchen', 'neuenkirchen-stade'] }, { key: 'c', candidates: ['store', 'store-in-stade'] }];
  assert.deepEqual([...giveSlugs(wishes, new Set())], [['a', 'neuenkirchen'], ['b', 'neuenkirchen-stade'], ['c', 'store-in-stade']]);
  assert.throws(() => giveSlugs(wishes, new Set(['neuenkirchen'])), RangeError);
});

test('slugs are unique and the same for the same wishes', () => {
  const wish = fc.array(fc.constantFrom('a', 'b', 'c', 'store'), { maxLength: 3 });
  fc.assert(fc.property(fc.array(wish, { maxLength: 12 }), fc.uniqueArray(fc.constantFrom('a', 'b', 'd')), (drawn, taken) => {
    const wishes = drawn.map((candidates, index) => ({ key: index, candidates: [...candidates, `k${index}`] }));
    const given = giveSlugs(wishes, new Set(taken));
    assert.equal(new Set([...given.values(), ...taken]).size, wishes.length + taken.length);
    assert.deepEqual(given, giveSlugs(wishes, new Set(taken)));
  }));
});
