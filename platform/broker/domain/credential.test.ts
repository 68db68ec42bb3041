import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashOfSecret, isSecret, marketplaceKey, readBasic, userNameOf } from './credential.ts';

test('what was given is read back from HTTP Basic, whatever the secret is', () => {
  fc.assert(fc.property(fc.uuid(), fc.uuid(), fc.string({ maxLength: 60 }), (tenant, credential, secret) => {
    const header = `Basic ${Buffer.from(`${userNameOf(tenant, credential)}:${secret}`, 'utf8').toString('base64')}`;
    assert.deepEqual(readBasic(header), { tenant, credential, secret });
  }));
});

test('whatever else stands in the header is nobody', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `Basic ${text}`), fc.string().map((text) => `Basic ${Buffer.from(text).toString('base64')}`)), (header) => {
    assert.equal(readBasic(header), undefined);
  }));
  assert.equal(readBasic(undefined), undefined);
});

test('only the secret that was given fits its hash', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (secret, other) => assert.equal(isSecret(other, hashOfSecret(secret)), secret === other)));
});

test('a marketplace is the same by its name without case and double spaces', () => {
  assert.equal(marketplaceKey('  Marktplatz   SÜD '), marketplaceKey('Marktplatz Süd'));
});
