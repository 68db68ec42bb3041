import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base32, timeCodeOf, timeStep } from './time-code.ts';

// The keys repeat the same digits up to the length of the hash: RFC 6238, appendix B and its erratum 2866.
const keyOf = (bytes: number) => Buffer.from('1234567890'.repeat(7)).subarray(0, bytes);
const KEYS = { sha1: keyOf(20), sha256: keyOf(32), sha512: keyOf(64) } as const;
const VECTORS: readonly (readonly [seconds: number, sha1: string, sha256: string, sha512: string])[] = [
  [59, '94287082', '46119246', '90693936'],
  [1_111_111_109, '07081804', '68084774', '25091201'],
  [1_111_111_111, '14050471', '67062674', '99943326'],
  [1_234_567_890, '89005924', '91819424', '93441116'],
  [2_000_000_000, '69279037', '90698825', '38618901'],
  [20_000_000_000, '65353130', '77737706', '47863826'],
];

test('the codes are those of RFC 6238, appendix B', () => {
  for (const [seconds, ...codes] of VECTORS) {
    const step = timeStep(new Date(seconds * 1000));
    assert.deepEqual((['sha1', 'sha256', 'sha512'] as const).map((hash) => timeCodeOf(KEYS[hash], step, { digits: 8, hash })), codes);
  }
});

test('the secret is written as in RFC 4648, section 10', () => {
  const written = { f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' };
  for (const [text, expected] of Object.entries(written)) assert.equal(base32(Buffer.from(text)), expected);
});
