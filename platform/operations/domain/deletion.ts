import { createHash } from 'node:crypto';

/** What was deleted of an instance, when, and what is left for how long. Holds no content and no names of persons. */
export type DeletionProof = {
  readonly version: 1;
  readonly authority: string;
  readonly instance: string;
  readonly app: string;
  readonly title: string;
  readonly contract: string;
  readonly runtime: string;
  readonly packageVersion: string | null;
  /** Generations with their containers and volumes that were looked for after the deletion and were no longer there. */
  readonly generationsGone: readonly number[];
  /** The key from which the secrets of the instance were derived; destroyed, so that copies in backups of the platform are unreadable too. */
  readonly keyDestroyed: string | null;
  /** What the authority got back before: each read back whole from the store before anything was deleted. */
  readonly returned: readonly { readonly archive: string; readonly madeAt: string; readonly sha256: string; readonly treeSha256: string; readonly files: number; readonly fetchedAt: string | null; readonly erasedBy: string }[];
  /** Backups that are erased with the next night. */
  readonly backupsErased: readonly { readonly archive: string; readonly madeAt: string; readonly reason: string }[];
  readonly deletedAt: string;
};

/** SHA-256 of a proof over its JSON with sorted names (RFC 8785); the same in the audit log, on the page and in the document. */
export function proofHash(proof: DeletionProof): string {
  return createHash('sha256').update(canonical(proof)).digest('hex');
}

// Texts, whole numbers, null, lists and objects: all that a proof is made of; for these it is RFC 8785.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
  return JSON.stringify(value);
}
