import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { forEachFew, measure } from '../clients/durable-files.ts';
import { readPool } from '../clients/file-pool.ts';
import { storedPath, type Repository } from '../clients/repository.ts';
import { readChain, type Chain } from '../clients/wal-chain.ts';
import { CannotRestore, DamagedBackup } from '../domain/errors.ts';
import type { Manifest, ManifestEntry } from '../domain/manifest.ts';
import { formatLsn, parseLsn, parseSegmentName, segmentBefore, segmentName } from '../domain/wal.ts';

/** What would be restored, every byte of it held against its hash. */
export type CheckedBackup = {
  readonly name: string;
  readonly manifest: Manifest;
  /** The log in order, without a gap: where each segment lies. */
  readonly wal: readonly WalPiece[];
  /** Everything acknowledged before this moment is in it. */
  readonly until: string;
  /** Where the log ends. */
  readonly untilLsn: string;
  /** Sealed files of the platform that lie in the folder, by their path. */
  readonly objects: ReadonlyMap<string, ManifestEntry>;
  readonly chainFolder: string | undefined;
  readonly files: number;
  readonly bytes: number;
};

/** One segment: whole and packed, or the beginning of one as it is. */
export type WalPiece = { readonly name: string; readonly file: string; readonly packed: boolean; readonly length: number | undefined };

export type CheckProgress = { readonly done: number; readonly total: number };

/**
 * Finds the backup for a moment (the newest when none is given) or by its name, and reads every file of it and of the log that continues it. Throws DamagedBackup with the name of the
 * file that is missing or was changed, and CannotRestore when there is nothing for that moment.
 */
export async function checkBackup(repository: Repository, options: { readonly to?: Date; readonly name?: string; readonly onProgress?: (progress: CheckProgress) => void } = {}): Promise<CheckedBackup> {
  const { name, manifest } = await chooseBackup(repository, options);
  const { head } = manifest;
  const chainFolder = head.chain === null ? undefined : repository.chainFolder(head.chain);
  const chain: Chain = chainFolder === undefined ? { segments: [], current: undefined } : await readChain(chainFolder);
  const wal = head.database.kind === 'embedded' ? collectWal(repository.at(name), manifest, chainFolder, chain) : { pieces: [], hashes: new Map<string, { size: number; sha256: string }>(), until: head.database.stoppedAt, untilLsn: head.database.stopLsn };
  if (options.to && options.to.toISOString() > wal.until) {
    throw new CannotRestore(`Die Sicherung reicht bis ${wal.until}; ${options.to.toISOString()} liegt danach. Ohne --to wird alles wiederhergestellt, was sie enthält.`);
  }
  const objects = new Map(manifest.entries.filter(({ kind }) => kind === 'object').map((entry) => [entry.path, entry]));
  if (chainFolder !== undefined) for (const { path: file, size, sha256 } of await readPool(repository.filesFolder)) if (!objects.has(file)) objects.set(file, { kind: 'object', path: file, size, sha256 });

  const wanted = new Map<string, { size: number; sha256: string }>(wal.hashes);
  for (const entry of manifest.entries) if (entry.kind !== 'object') wanted.set(path.join(repository.at(name), storedPath({ ...entry, kind: entry.kind })), entry);
  // Whoever erased a case meanwhile may have made files go; only those that the backup names must be there.
  const named = new Set(manifest.entries.filter(({ kind }) => kind === 'object').map((entry) => entry.path));
  for (const [file, entry] of objects) wanted.set(path.join(repository.filesFolder, file), entry);
  let done = 0;
  let bytes = 0;
  await forEachFew([...wanted], async ([file, entry]) => {
    const found = await measure(file);
    const isExtra = file.startsWith(repository.filesFolder) && !named.has(path.relative(repository.filesFolder, file));
    if (!found && isExtra) objects.delete(path.relative(repository.filesFolder, file));
    else if (!found) throw new DamagedBackup(`${file} fehlt.`);
    else if (found.size !== entry.size || found.sha256 !== entry.sha256) throw new DamagedBackup(`${file} wurde verändert oder ist beschädigt.`);
    done += 1;
    bytes += found?.size ?? 0;
    if (done % 200 === 0 || done === wanted.size) options.onProgress?.({ done, total: wanted.size });
  }, 4);
  const current = chain.current;
  const last = wal.pieces.at(-1);
  if (last?.length !== undefined && current && chainFolder !== undefined) await checkCurrent(last, current.sha256);
  return { name, manifest, wal: wal.pieces, until: wal.until, untilLsn: wal.untilLsn, objects, chainFolder, files: wanted.size, bytes };
}

async function chooseBackup(repository: Repository, { to, name }: { readonly to?: Date; readonly name?: string }): Promise<{ name: string; manifest: Manifest }> {
  const names = await repository.names();
  if (names.length === 0) throw new CannotRestore(`In ${repository.folder} liegt keine vollständige Sicherung.`);
  if (name !== undefined) {
    if (!names.includes(name)) throw new CannotRestore(`Eine Sicherung „${name}“ gibt es nicht. Vorhanden: ${names.join(', ')}`);
    return { name, manifest: await repository.manifest(name) };
  }
  for (const candidate of names.toReversed()) {
    const manifest = await repository.manifest(candidate);
    if (!to || manifest.head.database.stoppedAt <= to.toISOString()) return { name: candidate, manifest };
  }
  throw new CannotRestore(`Die älteste Sicherung ist von ${(await repository.manifest(names[0] ?? '')).head.database.stoppedAt}; einen früheren Zeitpunkt kann sie nicht wiederherstellen.`);
}

type CollectedWal = { readonly pieces: WalPiece[]; readonly hashes: Map<string, { size: number; sha256: string }>; readonly until: string; readonly untilLsn: string };

function collectWal(folder: string, manifest: Manifest, chainFolder: string | undefined, chain: Chain): CollectedWal {
  const { database } = manifest.head;
  const { timeline, segmentBytes } = database;
  const pieces: WalPiece[] = manifest.entries.filter(({ kind }) => kind === 'wal').map((entry) => ({ name: entry.path, file: path.join(folder, storedPath({ kind: 'wal', path: entry.path })), packed: true, length: undefined }));
  const last = segmentBefore(parseLsn(database.stopLsn), timeline, segmentBytes);
  if (pieces.at(-1)?.name !== segmentName(last, segmentBytes)) throw new DamagedBackup(`Das Änderungsprotokoll ${segmentName(last, segmentBytes)} fehlt.`);
  const hashes = new Map<string, { size: number; sha256: string }>();
  let until = database.stoppedAt;
  let untilLsn = database.stopLsn;
  if (chainFolder === undefined) return { pieces, hashes, until, untilLsn };
  const known = new Map(chain.segments.map((segment) => [segment.name, segment]));
  const numbers = [...chain.segments, ...(chain.current ? [chain.current] : [])].map(({ name }) => parseSegmentName(name, segmentBytes).number);
  const end = numbers.reduce((newest, number) => (number > newest ? number : newest), last.number);
  for (let number = last.number + 1n; number <= end; number += 1n) {
    const name = segmentName({ timeline, number }, segmentBytes);
    const segment = known.get(name);
    if (segment) {
      const file = path.join(chainFolder, `${name}.zst`);
      pieces.push({ name, file, packed: true, length: undefined });
      hashes.set(file, segment);
      until = segment.at;
      untilLsn = formatLsn((number + 1n) * BigInt(segmentBytes));
    } else if (chain.current?.name === name) {
      if (chain.current.length > 0) pieces.push({ name, file: path.join(chainFolder, `${name}.current`), packed: false, length: chain.current.length });
      until = chain.current.at;
      untilLsn = chain.current.lsn;
    } else {
      throw new DamagedBackup(`Das Änderungsprotokoll ${path.join(chainFolder, name)} fehlt.`);
    }
  }
  if (chain.current && chain.current.at > until) until = chain.current.at;
  return { pieces, hashes, until, untilLsn };
}

async function checkCurrent(piece: WalPiece, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of createReadStream(piece.file, { end: (piece.length ?? 1) - 1 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    length += chunk.length;
  }
  if (length !== piece.length || hash.digest('hex') !== sha256) throw new DamagedBackup(`${piece.file} wurde verändert oder ist beschädigt.`);
}
