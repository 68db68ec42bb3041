import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimTag, planPruning, type NamedImage, type StoredImage } from './plan-pruning.ts';

const own = '0123456789abcdef';
const other = 'fedcba9876543210';
const image = (letter: string): NamedImage => ({ reference: 'localhost/allmende/wiki', digest: `sha256:${letter.repeat(64)}` });
const stored = (letter: string, changes: Partial<StoredImage> & { readonly by?: readonly string[] } = {}): StoredImage => {
  const { by = [own], ...rest } = changes;
  return { id: letter, digest: image(letter).digest, names: [`localhost/allmende/wiki:${letter}`, ...by.map((one) => claimTag(one, image(letter)))], sizeBytes: 10, containers: 0, isBuilt: true, ...rest };
};
const plan = (images: readonly StoredImage[], released: string, needed: string, installations: readonly string[] = [own]) =>
  planPruning({ images, installations: new Set(installations) }, { installation: own, released: [...released].map(image), needed: [...needed].map(image) });

test('what is released and needed no more goes with all its names; what is needed stays', () => {
  const { removed, kept, released } = plan([stored('a'), stored('b')], 'ab', 'b');
  assert.deepEqual(removed, [{ id: 'a', names: ['localhost/allmende/wiki:a', claimTag(own, image('a'))], sizeBytes: 10 }]);
  assert.deepEqual([kept, released], [[], []]);
});

test('what no release of this installation names is never touched, nor what was not built by a package', () => {
  assert.deepEqual(plan([stored('a'), stored('b', { isBuilt: false }), stored('c', { by: [] })], 'b', '').removed, []);
});

test('what another installation has claimed stays, and only the own claim is given up', () => {
  const { removed, released, kept } = plan([stored('a', { by: [own, other] })], 'a', '', [own, other]);
  assert.deepEqual([removed, released, kept.map(({ because }) => because)], [[], [claimTag(own, image('a'))], ['another-installation']]);
});

test('what a container is made of stays, whoever it belongs to', () => {
  const { removed, kept } = plan([stored('a', { containers: 1 })], 'a', '');
  assert.deepEqual([removed, kept.map(({ because }) => because)], [[], ['container']]);
});

test('nothing goes while an installation lives on this machine that has not said what it needs', () => {
  assert.deepEqual(plan([stored('a')], 'a', '', [own, other]), { removed: [], released: [], kept: [], silent: [other] });
  assert.equal(plan([stored('a'), stored('b', { by: [other] })], 'a', '', [own, other]).removed.length, 1);
});
