import { sameHash, type Hash } from './merkle-hash.ts';

/** What is wrong at one place of a log. */
export type Finding = {
  readonly kind: 'changed' | 'dropped' | 'reordered' | 'inserted' | 'duplicated' | 'checkpoint';
  /** Place in the tree; null when the thing found has none. */
  readonly index: number | null;
  readonly entryId: string | null;
  readonly detail: string;
};

/** What stands at a place now; `hash` is computed from the entry itself, undefined when the entry is gone. */
export type PresentLeaf = { readonly entryId: string; readonly hash: Hash | undefined };

/**
 * Names each place where the present log differs from the hashes that were kept outside. `expected` covers the first places only; later ones are not judged here.
 * The n-th element belongs to place n; undefined where nothing stands.
 */
export function compareLog(expected: readonly Hash[], present: readonly (PresentLeaf | undefined)[]): Finding[] {
  const places = expected.length;
  const wrong: number[] = [];
  for (let index = 0; index < places; index += 1) {
    const hash = present[index]?.hash;
    const should = expected[index];
    if (!hash || !should || !sameHash(hash, should)) wrong.push(index);
  }
  if (wrong.length === 0) return [];
  const key = (hash: Hash) => Buffer.from(hash).toString('base64');
  const expectedAt = new Map(expected.map((hash, index) => [key(hash), index]));
  const presentAt = new Map<string, number>();
  present.forEach((leaf, index) => { if (leaf?.hash) presentAt.set(key(leaf.hash), index); });
  const rightPlaces = new Set(wrong);
  return wrong.flatMap((index) => {
    const leaf = present[index];
    const should = expected[index];
    const findings: Finding[] = [];
    const movedTo = should === undefined ? undefined : presentAt.get(key(should));
    if (!leaf?.hash) return [{ kind: 'dropped', index, entryId: leaf?.entryId ?? null, detail: movedTo === undefined ? 'the entry is gone' : `the entry now stands at ${movedTo}` }];
    const from = expectedAt.get(key(leaf.hash));
    if (from !== undefined && rightPlaces.has(from)) findings.push({ kind: 'reordered', index, entryId: leaf.entryId, detail: `the entry belongs to ${from}` });
    else if (from !== undefined) findings.push({ kind: 'duplicated', index, entryId: leaf.entryId, detail: `the entry of ${from} stands here again` });
    else if (movedTo !== undefined) findings.push({ kind: 'inserted', index, entryId: leaf.entryId, detail: 'an entry that was never signed stands here' });
    else findings.push({ kind: 'changed', index, entryId: leaf.entryId, detail: 'the entry is not the one that was recorded' });
    if (from !== undefined && movedTo === undefined) findings.push({ kind: 'dropped', index, entryId: null, detail: 'the entry that was signed here is gone' });
    return findings;
  });
}
