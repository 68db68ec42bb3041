import { PLATFORM_TENANT, type Database, type Tx } from '@allmende/database';
import { checkpointFolder, type CheckpointFolder } from '../clients/checkpoint-folder.ts';
import { selectHeads } from '../data/tree.ts';
import { selectLeaves, selectLogs, selectUnsequenced } from '../data/verification.ts';
import { openCheckpoint, type Checkpoint, type CheckpointKey } from '../domain/checkpoint.ts';
import { compareLog, type Finding, type PresentLeaf } from '../domain/compare-log.ts';
import { InvalidCheckpoint } from '../domain/errors.ts';
import { appendLeaves, EMPTY_FRONTIER, frontierRoot } from '../domain/frontier.ts';
import { logOrigin } from '../domain/log-origin.ts';
import { leafHash, sameHash, type Hash } from '../domain/merkle-hash.ts';

/** What verification found in one authority's log. */
export type LogReport = {
  readonly tenant: string;
  readonly isPlatform: boolean;
  /** Entries with a place in the tree. */
  readonly size: number;
  /** Entries up to the last outside checkpoint; only for these a rewriting of the whole database is found. 0 without checkpoint. */
  readonly checkpointSize: number;
  readonly checkpoints: number;
  /** Entries that wait for their place. */
  readonly unsequenced: number;
  /** At most 1,000, in order of place; `findingsTotal` counts all. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
};

export type AuditReport = { readonly ok: boolean; readonly logs: readonly LogReport[] };

const PAGE = 5_000;
const SHOWN = 1_000;

/**
 * Computes every log again from the stored entries and holds it against the checkpoints kept outside: names changed, dropped, reordered, inserted and doubled entries by place and id, checks
 * the signatures and that each checkpoint continues the one before, and counts entries that still wait. Changes nothing. `key` is the verifier's own copy of the public key;
 * without it the one in the folder counts.
 */
export async function verifyAudit(database: Database, folder: string, key?: CheckpointKey): Promise<AuditReport> {
  const outside = checkpointFolder(folder);
  const trusted = key ?? (await outside.key());
  return database.acrossTenants('audit/verify', async (tx) => {
    const tenants = new Set([...(await selectLogs(tx)), ...(await outside.logs())]);
    const logs: LogReport[] = [];
    for (const tenant of [...tenants].toSorted()) logs.push(await verifyLog(tx, tenant, outside, trusted));
    return { ok: logs.every((log) => log.findingsTotal === 0), logs };
  });
}

async function verifyLog(tx: Tx, tenant: string, outside: CheckpointFolder, key: CheckpointKey | undefined): Promise<LogReport> {
  const { checkpoints, findings } = await readHistory(tenant, outside, key);
  const last = checkpoints.at(-1);
  const [head] = await selectHeads(tx, tenant);
  const present: (PresentLeaf | undefined)[] = [];
  const stored: (Hash | undefined)[] = [];
  for (let start = 0; ;) {
    const page = await selectLeaves(tx, tenant, start, PAGE);
    for (const leaf of page) {
      present[leaf.index] = { entryId: leaf.entryId, hash: leaf.body === null ? undefined : leafHash(Buffer.from(leaf.body, 'utf8')) };
      stored[leaf.index] = leaf.leaf;
      if (leaf.columnsMatch === false) findings.push({ kind: 'changed', index: leaf.index, entryId: leaf.entryId, detail: 'the columns for searching do not say what the entry says' });
    }
    start = (page.at(-1)?.index ?? start) + 1;
    if (page.length < PAGE) break;
  }
  const size = Math.max(present.length, head?.size ?? 0);
  const kept = await outside.leafHashes(tenant);
  const isKeptWhole = last !== undefined && kept.length >= last.size && sameHash(rootOf(kept.slice(0, last.size)), last.root);
  if (last !== undefined && !isKeptWhole) findings.push({ kind: 'checkpoint', index: null, entryId: null, detail: `the leaf hashes kept outside do not give the root of checkpoint ${last.size}` });
  const vouched = isKeptWhole ? kept.slice(0, last.size) : [];
  // Behind the last checkpoint the database has only its own hashes to be held against.
  const rest = Array.from({ length: Math.max(0, size - vouched.length) }, (_, index) => stored[vouched.length + index]);
  const expected = [...vouched, ...rest.map((hash) => hash ?? new Uint8Array(0))];
  findings.push(...compareLog(expected, Array.from({ length: expected.length }, (_, index) => present[index])));
  findings.push(...compareRoots(present, checkpoints, findings.length > 0));
  const entries = present.flatMap((leaf) => (leaf?.hash ? [leaf.hash] : []));
  if (findings.length === 0 && !(head ? sameHash(head.root, rootOf(entries)) && head.size === size : size === 0)) {
    findings.push({ kind: 'checkpoint', index: null, entryId: null, detail: 'the stored head is not the root of the stored entries' });
  }
  const { waiting, unqueued, vanished } = await selectUnsequenced(tx, tenant);
  for (const entryId of unqueued) findings.push({ kind: 'inserted', index: null, entryId, detail: 'the entry has no place and waits for none' });
  for (const entryId of vanished) findings.push({ kind: 'dropped', index: null, entryId, detail: 'the entry was taken away while it waited for its place' });
  const sorted = findings.toSorted((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity));
  return {
    tenant, isPlatform: tenant === PLATFORM_TENANT, size, checkpointSize: last?.size ?? 0, checkpoints: checkpoints.length, unsequenced: waiting,
    findings: sorted.slice(0, SHOWN), findingsTotal: findings.length,
  };
}

async function readHistory(tenant: string, outside: CheckpointFolder, key: CheckpointKey | undefined): Promise<{ checkpoints: Checkpoint[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const checkpoints: Checkpoint[] = [];
  const complain = (detail: string) => findings.push({ kind: 'checkpoint', index: null, entryId: null, detail });
  for (const { file, note } of await outside.notes(tenant)) {
    try {
      if (key === undefined) throw new InvalidCheckpoint('der öffentliche Schlüssel fehlt');
      const opened = openCheckpoint(note, key);
      if (opened.origin !== logOrigin(key.name, tenant)) complain(`${file} speaks of another log: ${opened.origin}`);
      else checkpoints.push(opened);
    } catch (error) {
      if (!(error instanceof InvalidCheckpoint)) throw error;
      complain(`${file}: ${error.message}`);
    }
  }
  return { checkpoints: checkpoints.toSorted((a, b) => a.size - b.size), findings };
}

// Every checkpoint, not only the last, must be the root of the first entries: that is the consistency of the history.
function compareRoots(present: readonly (PresentLeaf | undefined)[], checkpoints: readonly Checkpoint[], isExplained: boolean): Finding[] {
  const findings: Finding[] = [];
  let edge = EMPTY_FRONTIER;
  for (const checkpoint of checkpoints) {
    const leaves = present.slice(edge.size, checkpoint.size).flatMap((leaf) => (leaf?.hash ? [leaf.hash] : []));
    edge = appendLeaves(edge, leaves);
    if (edge.size === checkpoint.size && sameHash(frontierRoot(edge), checkpoint.root)) continue;
    const which = isExplained ? '' : '; the entries named by no other finding are in question from the checkpoint before on';
    findings.push({ kind: 'checkpoint', index: null, entryId: null, detail: `the log does not begin with what checkpoint ${checkpoint.size} signed${which}` });
    break;
  }
  return findings;
}

function rootOf(leaves: readonly Hash[]): Hash {
  return frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves));
}
