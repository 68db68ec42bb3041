import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theHouseholdPackage } from '../testing/a-household.ts';
import { diffPackages } from './diff-packages.ts';
import type { ServicePackage } from './service-package.ts';

function changed(change: (copy: ServicePackage) => void) {
  const copy = structuredClone(theHouseholdPackage());
  change(copy);
  return diffPackages(theHouseholdPackage(), copy);
}

test('the same package differs in nothing', () => assert.deepEqual(changed(() => {}), []));

test('names what was added, removed and changed, rules in the words of their author', () => {
  const found = changed((copy) => {
    copy.service.version = '1.1.0';
    copy.rules.rules['large'] = { call: '>=', of: [{ rule: 'people' }, { literal: 3, type: 'integer' }] };
    copy.fields = copy.fields.filter(({ id }) => id !== 'home.rooms');
    copy.fields.push({ id: 'home.size', type: 'integer' });
    delete copy.texts['en']!['field.home.rooms.label'];
    copy.flow.groups![0]!.max = 9;
  });
  assert.deepEqual(found.map(({ part, id, before, after }) => [part, id, before, after]), [
    ['service', 'version', '1.0.0', '1.1.0'],
    ['field', 'home.rooms', '{"id":"home.rooms","max":50,"min":1,"type":"integer"}', undefined],
    ['field', 'home.size', undefined, '{"id":"home.size","type":"integer"}'],
    ['group', 'member', '{"id":"member","max":5,"min":1,"namedBy":["member.givenName","member.familyName"]}', '{"id":"member","max":9,"min":1,"namedBy":["member.givenName","member.familyName"]}'],
    ['rule', 'large', 'people >= 2', 'people >= 3'],
    ['text', 'en field.home.rooms.label', 'Rooms', undefined],
  ]);
});

test('no change of content goes unseen', () => {
  const base = theHouseholdPackage() as unknown as Record<string, unknown>;
  const walk = (node: unknown, path: (string | number)[]): (string | number)[][] => (
    typeof node !== 'object' || node === null ? [path] : Object.entries(node).flatMap(([key, value]) => walk(value, [...path, Array.isArray(node) ? Number(key) : key])));
  for (const path of walk(base, [])) {
    const copy = structuredClone(base);
    let node = copy;
    for (const step of path.slice(0, -1)) node = node[step] as Record<string, unknown>;
    const last = path.at(-1)!;
    // Expressions are shown as text, which only well-formed ones have.
    if (path[0] === 'rules' && path.length > 3) continue;
    node[last] = typeof node[last] === 'number' ? (node[last] as number) + 1 : typeof node[last] === 'boolean' ? !node[last] : `${String(node[last])}x`;
    assert.notDeepEqual(diffPackages(base as ServicePackage, copy as ServicePackage), [], path.join('/'));
  }
});
