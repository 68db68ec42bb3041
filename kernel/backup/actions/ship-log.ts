import { createHash, randomBytes, type Hash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { copyCheckpoints } from '../clients/checkpoint-mirror.ts';
import { readIfThere, storeFile, syncFolder, writeDurably } from '../clients/durable-files.ts';
import { FilePool } from '../clients/file-pool.ts';
import type { Repository } from '../clients/repository.ts';
import { SealedMirror } from '../clients/sealed-mirror.ts';
import { noteSegment, readChain, type ChainSegment, type CurrentSegment } from '../clients/wal-chain.ts';
import type { LogFeed, LogStand } from '../data/log-feed.ts';
import { CannotBackUp } from '../domain/errors.ts';
import type { Places } from '../domain/places.ts';
import { parseLsn, parseSegmentName, segmentName, segmentOf, type Segment } from '../domain/wal.ts';

/** How far the log has been copied. */
export type Shipped = { readonly chain: string; readonly until: string; readonly lsn: string; readonly isNew: boolean };

export type ShipPlan = {
  readonly repository: Repository;
  readonly places: Places;
  /** Where this machine remembers the chain it writes. */
  readonly chainFile: string;
};

const IDLE_MS = 10_000;
const CHECKPOINTS_MS = 60_000;

/**
 * Copies the database's log into the backup folder while it is written, not only whole segments: what was acknowledged a second ago is there. Before log that may name new files and
 * keys, these are copied. When the log has a gap (the server had to throw some of it away, or the folder is another one) a new chain begins, which needs a backup of its own.
 */
export class LogShipper {
  readonly #plan: ShipPlan;
  readonly #feed: LogFeed;
  readonly #pool: FilePool;
  #chain: string;
  #position: { segment: Segment; offset: number; hash: Hash };
  #last: CurrentSegment | undefined;
  #lastCheckpoints = 0;
  #known: Map<string, ChainSegment>;
  #sealed: SealedMirror | undefined;
  /** Everything before this moment lies in what has been noted. */
  #until: string;
  readonly isNew: boolean;

  private constructor(plan: ShipPlan, feed: LogFeed, pool: FilePool, start: { chain: string; segment: Segment; known: readonly ChainSegment[]; until: string; isNew: boolean }) {
    this.#plan = plan;
    this.#feed = feed;
    this.#pool = pool;
    this.#chain = start.chain;
    this.#position = { segment: start.segment, offset: 0, hash: createHash('sha256') };
    this.#known = new Map(start.known.map((segment) => [segment.name, segment]));
    this.#until = start.until;
    this.isNew = start.isNew;
    const { recipient } = plan.repository;
    if (recipient) this.#sealed = new SealedMirror(plan.places, path.join(this.#folder, 'sealed'), recipient);
  }

  /** Goes on where the last one stopped, or begins a new chain. */
  static async open(plan: ShipPlan, feed: LogFeed): Promise<LogShipper> {
    const stand = await feed.ask();
    const pool = await FilePool.open(plan.places.files, plan.repository.filesFolder);
    const before = await continued(plan, stand);
    if (before) return new LogShipper(plan, feed, pool, { ...before, isNew: false });
    const chain = randomBytes(8).toString('hex');
    const from = await feed.keep();
    await mkdir(plan.repository.chainFolder(chain), { recursive: true, mode: 0o700 });
    await writeDurably(plan.chainFile, `${JSON.stringify({ chain, folder: plan.repository.folder })}\n`);
    return new LogShipper(plan, feed, pool, { chain, segment: segmentOf(parseLsn(from), stand.timeline, stand.segmentBytes), known: [], until: stand.at, isNew: true });
  }

  get chain(): string {
    return this.#chain;
  }

  get #folder(): string {
    return this.#plan.repository.chainFolder(this.#chain);
  }

  /** Copies what has come since the last call; durable when it resolves. Throws CannotBackUp when the chain is broken: open a new shipper then. */
  async ship(): Promise<Shipped> {
    const stand = await this.#feed.ask();
    if (!stand.slot || stand.slot.isLost) throw new CannotBackUp('Die Datenbank musste Teile ihres Änderungsprotokolls verwerfen, bevor sie gesichert waren.');
    const isIdle = this.#last?.lsn === stand.lsn;
    if (!isIdle || new Date(stand.at).getTime() - new Date(this.#last?.at ?? 0).getTime() >= IDLE_MS) {
      await this.#sealed?.copyNew();
      await this.#pool.copyNew();
      if (!isIdle) await this.#copyLog(stand);
      await this.#noteCurrent(stand);
      if (!isIdle) await this.#feed.release(stand.lsn);
      await this.#copyCheckpoints(stand);
    }
    return { chain: this.#chain, until: this.#until, lsn: this.#last?.lsn ?? stand.lsn, isNew: this.isNew };
  }

  async #copyLog(stand: LogStand): Promise<void> {
    const end = parseLsn(stand.lsn);
    const target = segmentOf(end, stand.timeline, stand.segmentBytes);
    while (this.#position.segment.number < target.number) await this.#copyWhole(stand);
    await this.#copyPart(stand, Number(end % BigInt(stand.segmentBytes)));
  }

  async #copyWhole(stand: LogStand): Promise<void> {
    const { segment } = this.#position;
    const name = segmentName(segment, stand.segmentBytes);
    const { read, ...stored } = await storeFile(path.join(stand.cluster, 'pg_wal', name), path.join(this.#folder, `${name}.zst`), { packed: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new CannotBackUp(`Das Änderungsprotokoll ${name} ist verschwunden, bevor es gesichert war.`, { cause: error });
      throw error;
    });
    if (read !== stand.segmentBytes) throw new Error(`${name} has ${read} bytes`);
    const known = this.#known.get(name);
    if (known && known.sha256 !== stored.sha256) throw new CannotBackUp(`${name} liegt schon mit anderem Inhalt in ${this.#folder}. Schreibt eine zweite Plattform dorthin?`);
    if (!known) {
      const noted: ChainSegment = { name, ...stored, at: this.#until };
      await syncFolder(this.#folder);
      await noteSegment(this.#folder, noted);
      this.#known.set(name, noted);
    }
    await rm(path.join(this.#folder, `${name}.current`), { force: true });
    this.#position = { segment: { ...segment, number: segment.number + 1n }, offset: 0, hash: createHash('sha256') };
  }

  async #copyPart(stand: LogStand, length: number): Promise<void> {
    const { segment, offset } = this.#position;
    const name = segmentName(segment, stand.segmentBytes);
    const bytes = await readPart(path.join(stand.cluster, 'pg_wal', name), offset, length - offset);
    const file = path.join(this.#folder, `${name}.current`);
    if (offset === 0) {
      await writeDurably(file, bytes);
    } else {
      const handle = await open(file, 'r+');
      try {
        await handle.write(bytes, 0, bytes.length, offset);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    this.#position.hash.update(bytes);
    this.#position.offset = length;
  }

  async #noteCurrent(stand: LogStand): Promise<void> {
    const { segment, offset, hash } = this.#position;
    const current: CurrentSegment = { name: segmentName(segment, stand.segmentBytes), length: offset, sha256: hash.copy().digest('hex'), lsn: stand.lsn, at: stand.at };
    await writeDurably(path.join(this.#folder, 'current.json'), `${JSON.stringify(current)}\n`);
    this.#last = current;
    this.#until = stand.at;
  }

  async #copyCheckpoints(stand: LogStand): Promise<void> {
    const at = new Date(stand.at);
    if (at.getTime() - this.#lastCheckpoints < CHECKPOINTS_MS) return;
    this.#lastCheckpoints = at.getTime();
    await copyCheckpoints(this.#plan.places.checkpoints, path.join(this.#folder, 'checkpoints'), at);
  }
}

/** The chain that this machine writes into a folder; undefined when it writes none there. */
export async function chainOf(chainFile: string, folder: string): Promise<string | undefined> {
  const text = await readIfThere(chainFile);
  if (text === undefined) return undefined;
  const noted = JSON.parse(text) as { chain: string; folder: string };
  return noted.folder === folder ? noted.chain : undefined;
}

async function continued({ repository, chainFile }: ShipPlan, stand: LogStand): Promise<{ chain: string; segment: Segment; known: readonly ChainSegment[]; until: string } | undefined> {
  const chain = await chainOf(chainFile, repository.folder);
  if (chain === undefined || !stand.slot || stand.slot.isLost) return undefined;
  const { current, segments } = await readChain(repository.chainFolder(chain));
  if (!current) return undefined;
  const segment = parseSegmentName(current.name, stand.segmentBytes);
  const kept = segmentOf(parseLsn(stand.slot.restartLsn), stand.timeline, stand.segmentBytes);
  if (segment.timeline !== stand.timeline || segment.number < kept.number || parseLsn(current.lsn) > parseLsn(stand.lsn)) return undefined;
  // The part of the segment that is there already is copied once more, so its hash is that of what lies there.
  return { chain, segment, known: segments, until: current.at };
}

async function readPart(file: string, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  if (length === 0) return bytes;
  const handle = await open(file, 'r');
  try {
    for (let done = 0; done < length;) {
      const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) throw new Error(`${file} is shorter than the database says`);
      done += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
