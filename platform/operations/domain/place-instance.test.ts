import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeInstance } from './place-instance.ts';

const ours = ['built-in', { programs: new Set(['cases']) }] as const;
const programs = ['process', { programs: new Set(['node-red']) }] as const;
const podman = ['podman', {}] as const;
const kubernetes = ['kubernetes', {}] as const;

test('an app of our own runs in the platform, whatever else there is', () => {
  assert.deepEqual(placeInstance('cases', new Map<string, { programs?: ReadonlySet<string> }>([kubernetes, podman, programs, ours]), '1.0.0'), { runtime: 'built-in', packageVersion: undefined });
});

test('a released package runs on many machines rather than on one, and in containers rather than as a program', () => {
  assert.deepEqual(placeInstance('node-red', new Map<string, { programs?: ReadonlySet<string> }>([ours, programs, podman, kubernetes]), '5.0.7'), { runtime: 'kubernetes', packageVersion: '5.0.7' });
  assert.deepEqual(placeInstance('node-red', new Map<string, { programs?: ReadonlySet<string> }>([ours, programs, podman]), '5.0.7'), { runtime: 'podman', packageVersion: '5.0.7' });
});

test('without containers or without a release a known program runs on this machine, and anything else nowhere', () => {
  assert.deepEqual(placeInstance('node-red', new Map<string, { programs?: ReadonlySet<string> }>([ours, programs]), '5.0.7'), { runtime: 'process', packageVersion: undefined });
  assert.deepEqual(placeInstance('node-red', new Map<string, { programs?: ReadonlySet<string> }>([ours, programs, podman]), undefined), { runtime: 'process', packageVersion: undefined });
  assert.equal(placeInstance('dokuwiki', new Map<string, { programs?: ReadonlySet<string> }>([ours, programs, podman]), undefined), undefined);
});
