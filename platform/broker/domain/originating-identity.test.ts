import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidInput } from '@allmende/errors';
import fc from 'fast-check';
import { readOriginatingIdentity } from './originating-identity.ts';

test('platform and JSON object are read back', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 }), (value) => {
    const text = JSON.stringify(value);
    assert.deepEqual(readOriginatingIdentity(`kubernetes ${Buffer.from(text).toString('base64')}`), { platform: 'kubernetes', value: text });
  }));
  assert.equal(readOriginatingIdentity(undefined), undefined);
});

test('anything else is refused and breaks nothing', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''), (header) => {
    assert.throws(() => readOriginatingIdentity(header), InvalidInput);
  }));
});
