import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CannotRestore, DamagedBackup } from './errors.ts';
import { FORMAT, formatManifest, parseManifest, type Manifest } from './manifest.ts';

const manifest: Manifest = {
  head: {
    format: FORMAT, name: '2026-11-21T10-00-00Z', program: '0.1.0', chain: null, holdsKeys: true, keptApart: [], databaseBytes: 17,
    database: { kind: 'embedded', version: '18.4', systemIdentifier: '7', timeline: 1, segmentBytes: 16_777_216, startLsn: '0/2000028', stopLsn: '0/2000158', startedAt: '2026-11-21T10:00:00.000Z', stoppedAt: '2026-11-21T10:00:01.000Z' },
  },
  entries: [{ kind: 'database', path: 'PG_VERSION', size: 3, sha256: 'aa' }, { kind: 'sealed', path: 'keys/a b\n.key', size: 80, sha256: 'bb' }],
};

test('a manifest is read as it was written', () => {
  assert.deepEqual(parseManifest(formatManifest(manifest), 'manifest.jsonl'), manifest);
});

test('any changed, added or missing letter of a manifest is found', () => {
  const text = formatManifest(manifest);
  fc.assert(fc.property(fc.integer({ min: 0, max: text.length - 2 }), fc.constantFrom('', '0', '9', 'x', '\n', '}'), (at, letter) => {
    if (text[at] === letter) return;
    assert.throws(() => parseManifest(text.slice(0, at) + letter + text.slice(at + 1), 'm'), (error) => error instanceof DamagedBackup || error instanceof CannotRestore);
  }));
  for (let length = 0; length < text.length - 1; length += 1) assert.throws(() => parseManifest(text.slice(0, length), 'm'), DamagedBackup);
});

test('a backup of a newer form is refused with the version that reads it', () => {
  const newer = formatManifest({ ...manifest, head: { ...manifest.head, format: FORMAT + 1, program: '9.0.0' } });
  assert.throws(() => parseManifest(newer, 'm'), (error) => error instanceof CannotRestore && /9\.0\.0/u.test(error.message));
});
