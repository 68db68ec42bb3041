import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verifyConsistency, verifyInclusion, verifySubtreeConsistency, verifySubtreeInclusion } from './verify-proof.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/merkle-vectors/testdata/', import.meta.url));
const skip = existsSync(folder) ? false : 'the public Merkle vectors are not on this machine';

type Vector = {
  desc: string; wantErr: boolean; proof: string[] | null;
  leafIdx: bigint; treeSize: bigint; start: bigint; end: bigint; size: bigint; size1: bigint; size2: bigint;
  root: string; leafHash: string; root1: string; root2: string;
};

// Indexes go up to 2^64 − 1, which a number cannot hold.
const exact = (_key: string, value: unknown, context?: { source?: string }) => (typeof value === 'number' ? BigInt(context?.source ?? '') : value);
const bytes = (text: string) => Buffer.from(text, 'base64');

const checks: Record<string, { files: number; check: (vector: Vector, path: Buffer[]) => boolean }> = {
  inclusion: { files: 73, check: (v, path) => verifyInclusion({ index: v.leafIdx, size: v.treeSize, leaf: bytes(v.leafHash), root: bytes(v.root), path }) },
  consistency: { files: 74, check: (v, path) => verifyConsistency({ size1: v.size1, size2: v.size2, root1: bytes(v.root1), root2: bytes(v.root2), path }) },
  subtreeinclusion: { files: 153, check: (v, path) => verifySubtreeInclusion({ index: v.leafIdx, start: v.start, end: v.end, leaf: bytes(v.leafHash), root: bytes(v.root), path }) },
  subtreeconsistency: { files: 89, check: (v, path) => verifySubtreeConsistency({ start: v.start, end: v.end, size: v.size, root1: bytes(v.root1), root2: bytes(v.root2), path }) },
};

for (const [kind, { files, check }] of Object.entries(checks)) {
  test(`agrees with all ${files} public vectors of ${kind} proofs`, { skip }, () => {
    const names = globSync(`${kind}/**/*.json`, { cwd: folder });
    assert.equal(names.length, files);
    for (const name of names) {
      const vector = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'), exact as Parameters<typeof JSON.parse>[1]) as Vector;
      assert.equal(check(vector, (vector.proof ?? []).map(bytes)), !vector.wantErr, `${name}: ${vector.desc}`);
    }
  });
}
