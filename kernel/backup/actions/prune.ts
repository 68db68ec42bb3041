import { appendFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readPool } from '../clients/file-pool.ts';
import type { Repository } from '../clients/repository.ts';
import { readChain } from '../clients/wal-chain.ts';
import type { Manifest } from '../domain/manifest.ts';
import { parseLsn, segmentName, segmentOf } from '../domain/wal.ts';

/** Removes all but the newest backups, and what only the removed ones needed: log, and files that the platform has erased since. `keepChain` is being written and stays. */
export async function prune(repository: Repository, keep: number, keepChain: string | undefined): Promise<{ readonly backups: number; readonly files: number }> {
  const names = await repository.names();
  const old = names.slice(0, Math.max(0, names.length - Math.max(1, keep)));
  for (const name of old) await rm(repository.at(name), { recursive: true, force: true });
  const kept = await Promise.all(names.slice(old.length).map((name) => repository.manifest(name)));
  await pruneChains(repository, kept, keepChain);
  return { backups: old.length, files: old.length === 0 ? 0 : await prunePool(repository, kept) };
}

async function pruneChains(repository: Repository, kept: readonly Manifest[], keepChain: string | undefined): Promise<void> {
  const chains = await readdir(path.join(repository.folder, 'wal')).catch(() => []);
  for (const chain of chains) {
    const first = kept.find(({ head }) => head.chain === chain);
    if (!first) {
      if (chain !== keepChain) await rm(repository.chainFolder(chain), { recursive: true, force: true });
      continue;
    }
    const { startLsn, timeline, segmentBytes } = first.head.database;
    const from = segmentName(segmentOf(parseLsn(startLsn), timeline, segmentBytes), segmentBytes);
    for (const { name } of (await readChain(repository.chainFolder(chain))).segments) if (name < from) await rm(path.join(repository.chainFolder(chain), `${name}.zst`), { force: true });
  }
}

async function prunePool(repository: Repository, kept: readonly Manifest[]): Promise<number> {
  const named = new Set(kept.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'object').map((entry) => entry.path)));
  const since = Math.min(...kept.map(({ head }) => new Date(head.database.startedAt).getTime()));
  const gone = (await readPool(repository.filesFolder)).filter((file) => !named.has(file.path) && file.mtimeMs < since);
  for (const file of gone) await rm(path.join(repository.filesFolder, file.path), { force: true });
  if (gone.length > 0) await appendFile(path.join(repository.filesFolder, '..', 'files.jsonl'), gone.map(({ path: file }) => `${JSON.stringify({ path: file, gone: true })}\n`).join(''));
  return gone.length;
}
