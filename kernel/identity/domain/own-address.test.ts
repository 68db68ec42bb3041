import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ownAddress } from './own-address.ts';

test('own paths with their query are kept', () => {
  assert.equal(ownAddress('/heilbronn/office/cases?state=open&page=2'), '/heilbronn/office/cases?state=open&page=2');
  assert.equal(ownAddress('/süderholz/office'), '/s%C3%BCderholz/office');
});

test('addresses that lead elsewhere are refused', () => {
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/.//evil.example', '/a/..//evil.example', 'javascript:alert(1)', 'evil', '', '/a\r\nset-cookie: x', `/${'a'.repeat(2001)}`, '/sign-in', '/sign-out?x=1', undefined]) assert.equal(ownAddress(bad), undefined, bad);
});

test('whatever is kept stays on the own origin', () => {
  const pieces = fc.array(fc.constantFrom('/', '\\', '.', '..', '//', '@', ':', '?', '#', 'evil.example', '%2f', '%5c', '\t', ' ', 'a', 'http:'), { maxLength: 8 }).map((parts) => `/${parts.join('')}`);
  fc.assert(fc.property(fc.oneof(pieces, fc.string(), fc.webUrl()), (text) => {
    const kept = ownAddress(text);
    return kept === undefined || (new URL(kept, 'https://town.example/x').origin === 'https://town.example' && !kept.startsWith('//'));
  }));
});
