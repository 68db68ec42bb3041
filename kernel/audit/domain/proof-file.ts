import { leafHash, type Hash } from './merkle-hash.ts';

/** The inclusion proof of an entry as it leaves the platform, hashes in base64: what somebody needs to check it without us. Source: RFC 9162 § 2.1.3. */
export type ProofFile = {
  readonly format: 'allmende-audit-proof/1';
  readonly tenant: string;
  readonly entry: string;
  /** The entry's text, byte for byte as it is hashed. */
  readonly body: string;
  readonly leafHash: string;
  readonly index: number;
  readonly size: number;
  readonly root: string;
  readonly path: readonly string[];
};

/** Writes a proof for others. */
export function proofFile(proof: { readonly tenant: string; readonly entry: string; readonly body: string; readonly index: number; readonly size: number; readonly root: Hash; readonly path: readonly Hash[] }): ProofFile {
  const base64 = (hash: Hash) => Buffer.from(hash).toString('base64');
  return {
    format: 'allmende-audit-proof/1', tenant: proof.tenant, entry: proof.entry, body: proof.body, leafHash: base64(leafHash(Buffer.from(proof.body, 'utf8'))),
    index: proof.index, size: proof.size, root: base64(proof.root), path: proof.path.map(base64),
  };
}
