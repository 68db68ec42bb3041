import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatLsn, isSegmentName, parseLsn, parseSegmentName, segmentBefore, segmentName, segmentNames, segmentOf } from './wal.ts';

const MB16 = 16 * 1024 * 1024;

test('a place is written as it was read', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (lsn) => parseLsn(formatLsn(lsn)) === lsn));
  assert.equal(parseLsn('16/B374D848'), 0x16_B374D848n);
  assert.throws(() => parseLsn('16-B374'), RangeError);
});

test('segments have the names that PostgreSQL gives them', () => {
  // select pg_walfile_name('16/B374D848') on timeline 1 with segments of 16 MB
  assert.equal(segmentName(segmentOf(parseLsn('16/B374D848'), 1, MB16), MB16), '0000000100000016000000B3');
  assert.equal(segmentName(segmentBefore(parseLsn('0/2000000'), 3, MB16), MB16), '000000030000000000000001');
  assert.equal(segmentName(segmentOf(parseLsn('0/2000000'), 3, MB16), MB16), '000000030000000000000002');
});

test('the name of a segment is read back, for every size of segment', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.bigInt({ min: 0n, max: 2n ** 40n }), fc.constantFrom(1, 16, 64, 1024), (timeline, number, megabytes) => {
    const bytes = megabytes * 1024 * 1024;
    if (number / (2n ** 32n / BigInt(bytes)) >= 2n ** 32n) return;
    const name = segmentName({ timeline, number }, bytes);
    assert.ok(isSegmentName(name));
    assert.deepEqual(parseSegmentName(name, bytes), { timeline, number });
  }));
});

test('all segments between two are named, over the border of the low word', () => {
  assert.deepEqual(segmentNames(parseSegmentName('0000000100000000000000FE', MB16), parseSegmentName('000000010000000100000001', MB16), MB16), ['0000000100000000000000FE', '0000000100000000000000FF', '000000010000000100000000', '000000010000000100000001']);
});
