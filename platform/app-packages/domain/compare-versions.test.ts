import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions } from './compare-versions.ts';
import { newestOf } from './release.ts';

test('versions stand in the order of SemVer § 11', () => {
  const ordered = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0'];
  assert.deepEqual(ordered.toReversed().toSorted(compareVersions), ordered);
  assert.equal(compareVersions('1.2.3', '1.2.3'), 0);
});

test('the newest release is that of the channel and not withdrawn', () => {
  const releases = [
    { version: '1.9.0', channel: 'stable', withdrawnAt: undefined }, { version: '1.10.0', channel: 'stable', withdrawnAt: undefined },
    { version: '2.0.0', channel: 'stable', withdrawnAt: new Date(0) }, { version: '3.0.0-rc.1', channel: 'preview', withdrawnAt: undefined },
  ] as const;
  assert.equal(newestOf(releases, 'stable')?.version, '1.10.0');
  assert.equal(newestOf(releases, 'preview')?.version, '3.0.0-rc.1');
  assert.equal(newestOf([], 'stable'), undefined);
});
