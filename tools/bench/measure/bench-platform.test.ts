import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import { test } from 'node:test';
import { clientAddress } from './bench-platform.ts';

test('every applicant has an address of its own', () => {
  const addresses = [0, 1, 65_535, 65_536, 65_537, 1_000_000].map(clientAddress);
  assert.equal(new Set(addresses).size, addresses.length);
  assert.ok(addresses.every((address) => isIPv6(address) && address.startsWith('2001:db8:')));
});
