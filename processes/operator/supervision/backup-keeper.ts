import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CannotBackUp, LogShipper, noteErased, openLogFeed, Repository, type LogFeed } from '@allmende/backup';
import type { Config } from '@allmende/config';
import { openPlatform } from '@allmende/process-wiring';
import { listDestroyedKeys } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import { embeddedOwnerUrl, installationId, placesOf } from '../open-backup-stand.ts';
import { REPOSITORY } from '../options.ts';
import { explain } from '../output/explain.ts';
import { chainFile, readBackupSettings, saveBackupState, type BackupSettings, type BackupState } from './backup-state.ts';

export type KeeperOptions = { readonly dataDir: string; readonly config: Config; readonly say: (line: string) => void };

type Work = { readonly settings: BackupSettings; readonly repository: Repository; readonly feed: LogFeed; readonly shipper: LogShipper };

const TICK_MS = 1000;
const SLOWEST_MS = 30_000;
const DAY_MS = 86_400_000;
/** Whoever asked for the backup takes the first one; we take it when nobody has by then. */
const FIRST_AFTER_MS = 10 * 60_000;
const AGAIN_AFTER_MS = 10 * 60_000;
const ERASED_EVERY_MS = 5 * 60_000;
/** With less space than this on the disk of the database its log must not be kept for a backup that does not work. */
const LEAST_FREE_BYTES = 1_000_000_000;

/**
 * Keeps the backup without a gap while the platform runs: copies the log each second, takes a whole backup each day, and says so when it cannot. Never stands in the way of the
 * platform: when the backup fails for long, the log is given up and a new chain begins as soon as the folder works again.
 */
export class BackupKeeper {
  readonly #options: KeeperOptions;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #work: Work | undefined;
  #state: BackupState | undefined;
  #taking: Promise<void> | undefined;
  #lastTaken = 0;
  #seen: string | undefined;
  #tried = 0;
  #erasedAt = 0;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** Copies what is left of the log and ends. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
    await this.#taking;
    await this.#ship().catch((error: unknown) => this.#fail(error));
    await this.#work?.feed.close().catch(() => undefined);
  }

  async #run(): Promise<void> {
    for (let pause = TICK_MS; !this.#ending.signal.aborted;) {
      try {
        await this.#tick();
        pause = TICK_MS;
      } catch (error) {
        await this.#fail(error);
        pause = Math.min(pause * 2, SLOWEST_MS);
      }
      await sleep(pause, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    }
  }

  async #tick(): Promise<void> {
    const settings = await readBackupSettings(this.#options.dataDir);
    if (!settings) return this.#end();
    if (this.#work && this.#work.settings.folder !== settings.folder) await this.#close();
    this.#work ??= await this.#open(settings);
    await this.#ship();
    await this.#noteErased();
    await this.#readLastTaken(this.#work.repository, this.#work.shipper.chain);
    this.#takeWhenDue();
  }

  async #open(settings: BackupSettings): Promise<Work> {
    const { dataDir, config } = this.#options;
    const repository = await openExisting(settings.folder, dataDir);
    const feed = await openLogFeed(await embeddedOwnerUrl(dataDir, config.databaseUrls.app));
    try {
      const shipper = await LogShipper.open({ repository, places: placesOf(config), chainFile: chainFile(dataDir) }, feed);
      this.#seen = undefined;
      return { settings, repository, feed, shipper };
    } catch (error) {
      await feed.close().catch(() => undefined);
      throw error;
    }
  }

  async #ship(): Promise<void> {
    if (!this.#work) return;
    const { settings, shipper } = this.#work;
    if (!existsSync(path.join(settings.folder, 'allmende-backup.json'))) throw new CannotBackUp(`In ${settings.folder} liegt keine Sicherung mehr. Ist der Datenträger eingehängt?`);
    const shipped = await shipper.ship();
    if (this.#state?.problem) this.#options.say('Die Sicherung geht wieder.');
    await this.#save({ folder: settings.folder, chain: shipped.chain, until: shipped.until, problem: null, ...this.#lastBackup() });
  }

  async #fail(error: unknown): Promise<void> {
    const problem = explain(error).split('\n')[0] ?? '';
    if (this.#state?.problem !== problem) this.#options.say(`Die Sicherung ist gestört: ${problem}`);
    await this.#giveUpLogWhenFull().catch(() => undefined);
    await this.#close();
    const settings = await readBackupSettings(this.#options.dataDir).catch(() => undefined);
    await this.#save({ folder: settings?.folder ?? '', chain: this.#state?.chain ?? null, until: this.#state?.until ?? null, problem, ...this.#lastBackup() }).catch(() => undefined);
  }

  // The database stops when its disk is full. A backup that begins anew is the smaller evil.
  async #giveUpLogWhenFull(): Promise<void> {
    const { dataDir, config, say } = this.#options;
    const { bavail, bsize } = await statfs(dataDir);
    if (bavail * bsize > LEAST_FREE_BYTES) return;
    const feed = this.#work?.feed ?? (await openLogFeed(await embeddedOwnerUrl(dataDir, config.databaseUrls.app)));
    const stand = await feed.ask();
    if (stand.slot) {
      await feed.forget();
      say('Auf dem Datenträger der Datenbank ist kaum noch Platz. Ihr Änderungsprotokoll wird nicht weiter aufgehoben; die fortlaufende Sicherung beginnt neu, sobald ihr Ordner wieder geht.');
    }
    if (!this.#work) await feed.close();
  }

  async #end(): Promise<void> {
    if (this.#state === undefined && this.#work === undefined) return;
    await this.#work?.feed.forget();
    await this.#close();
    this.#state = undefined;
    await saveBackupState(this.#options.dataDir, undefined);
  }

  async #close(): Promise<void> {
    await this.#work?.feed.close().catch(() => undefined);
    this.#work = undefined;
  }

  async #save(state: BackupState): Promise<void> {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    await saveBackupState(this.#options.dataDir, state);
  }

  async #noteErased(): Promise<void> {
    if (!this.#work || systemClock.elapsedMs() - this.#erasedAt < ERASED_EVERY_MS) return;
    this.#erasedAt = systemClock.elapsedMs();
    const house = openPlatform(this.#options.config, 'operator');
    try {
      await noteErased(this.#work.repository, await house.database.acrossTenants('backup/list-erased', listDestroyedKeys));
    } finally {
      await house.database.close();
    }
  }

  #takeWhenDue(): void {
    const { dataDir, say } = this.#options;
    if (!this.#work || this.#taking) return;
    const now = systemClock.elapsedMs();
    const isDue = this.#lastTaken === 0 ? systemClock.now().getTime() - new Date(this.#work.settings.begunAt).getTime() > FIRST_AFTER_MS : systemClock.now().getTime() - this.#lastTaken > DAY_MS;
    if (!isDue || (this.#tried > 0 && now - this.#tried < AGAIN_AFTER_MS)) return;
    this.#tried = now;
    const { settings, repository, shipper } = this.#work;
    const command = [path.join(REPOSITORY, 'processes/operator/main.ts'), 'backup', settings.folder, '--json', '--data-dir', dataDir];
    this.#taking = promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], { signal: this.#ending.signal, maxBuffer: 64 * 1024 * 1024 })
      .then(() => this.#readLastTaken(repository, shipper.chain), (error: unknown) => {
        if (!this.#ending.signal.aborted) say(`Die tägliche Sicherung ist nicht gelungen: ${String((error as { stderr?: string }).stderr ?? error).trim().split('\n')[0] ?? ''}`);
      })
      .finally(() => { this.#taking = undefined; });
  }

  async #readLastTaken(repository: Repository, chain: string): Promise<void> {
    const name = (await repository.names()).at(-1);
    if (name === undefined || name === this.#seen) return;
    this.#seen = name;
    this.#lastTaken = 0;
    const { head } = await repository.manifest(name);
    if (head.chain !== chain) return;
    this.#lastTaken = new Date(head.database.stoppedAt).getTime();
    const last = { lastBackup: name, lastBackupAt: head.database.stoppedAt };
    if (this.#state) await this.#save({ ...this.#state, ...last });
    else this.#state = { folder: repository.folder, chain, until: null, problem: null, ...last };
  }

  #lastBackup(): Pick<BackupState, 'lastBackup' | 'lastBackupAt'> {
    return { lastBackup: this.#state?.lastBackup ?? null, lastBackupAt: this.#state?.lastBackupAt ?? null };
  }
}

// A disk that is not there leaves an empty folder: nothing must be begun in it.
async function openExisting(folder: string, dataDir: string): Promise<Repository> {
  if (!existsSync(path.join(folder, 'allmende-backup.json'))) throw new CannotBackUp(`In ${folder} liegt keine Sicherung. Ist der Datenträger eingehängt?`);
  return Repository.openForWriting(folder, await installationId(dataDir));
}
