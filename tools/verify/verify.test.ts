import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = new URL('./verify.mjs', import.meta.url);
type Check = (proof: Record<string, unknown>) => boolean;
const { verifyInclusion, verifyConsistency } = (await import(source.href)) as { verifyInclusion: Check; verifyConsistency: Check };
const folder = fileURLToPath(new URL('../../../shared/data/merkle-vectors/testdata/', import.meta.url));
const skip = existsSync(folder) ? false : 'the public Merkle vectors are not on this machine';

type Vector = { desc: string; wantErr: boolean; proof: string[] | null; leafIdx: bigint; treeSize: bigint; size1: bigint; size2: bigint; root: string; leafHash: string; root1: string; root2: string };

// Indexes go up to 2^64 − 1, which a number cannot hold.
const exact = (_key: string, value: unknown, context?: { source?: string }) => (typeof value === 'number' ? BigInt(context?.source ?? '') : value);
const bytes = (text: string) => Buffer.from(text, 'base64');
const checks: Record<string, { files: number; check: (vector: Vector, path: Buffer[]) => boolean }> = {
  inclusion: { files: 73, check: (v, path) => verifyInclusion({ index: v.leafIdx, size: v.treeSize, leaf: bytes(v.leafHash), root: bytes(v.root), path }) },
  consistency: { files: 74, check: (v, path) => verifyConsistency({ size1: v.size1, size2: v.size2, root1: bytes(v.root1), root2: bytes(v.root2), path }) },
};

for (const [kind, { files, check }] of Object.entries(checks)) {
  test(`the offline verifier agrees with all ${files} public vectors of ${kind} proofs`, { skip }, () => {
    const names = globSync(`${kind}/**/*.json`, { cwd: folder });
    assert.equal(names.length, files);
    for (const name of names) {
      const vector = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'), exact as Parameters<typeof JSON.parse>[1]) as Vector;
      assert.equal(check(vector, (vector.proof ?? []).map(bytes)), !vector.wantErr, `${name}: ${vector.desc}`);
    }
  });
}

test('the offline verifier imports nothing but parts of Node.js', () => {
  const imports = [...readFileSync(source, 'utf8').matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*|\brequire\s*\(\s*)'(?<name>[^']+)'/gu)].map(({ groups }) => groups?.['name'] ?? '');
  assert.ok(imports.length >= 3);
  assert.deepEqual(imports.filter((name) => !name.startsWith('node:')), []);
});
