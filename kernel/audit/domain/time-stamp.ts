/**
 * A time stamp as it lies beside a checkpoint: one RFC 3161 token covers the tree over all notes that were stamped in one run; `path` leads from the note (as leaf `index` of `of`) to its root. What the
 * authority signed is SHA-256 over that root. Hashes and token in base64.
 */
export type StampFile = { readonly format: 'allmende-audit-stamp/1'; readonly authority: 'configured' | 'test'; readonly index: number; readonly of: number; readonly path: readonly string[]; readonly token: string };

/** The policy under which the platform's own test authority stamps: below the arc that X.660 reserves for examples, so that nobody can take it for a real one. */
export const TEST_POLICY = '2.999.3161.1';

/** Reads what lies beside a checkpoint; undefined when it is no stamp. */
export function readStampFile(text: string): StampFile | undefined {
  try {
    const read = JSON.parse(text) as Partial<StampFile> | null;
    const isStamp = read?.format === 'allmende-audit-stamp/1' && Number.isSafeInteger(read.index) && Number.isSafeInteger(read.of) && Array.isArray(read.path) && typeof read.token === 'string';
    return isStamp ? (read as StampFile) : undefined;
  } catch {
    return undefined;
  }
}
