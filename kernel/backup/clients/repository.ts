import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CannotBackUp, CannotRestore, DamagedBackup } from '../domain/errors.ts';
import { FORMAT, formatManifest, parseManifest, type Manifest } from '../domain/manifest.ts';
import { newRecoveryKey, openRecoveryKey, recoveryKeyFromText, recoveryRecipient, sealRecoveryKey, type RecoveryKey, type RecoveryRecipient, type SealedRecoveryKey } from '../domain/recovery-key.ts';
import { filesBelow, readIfThere, syncFolder, writeDurably } from './durable-files.ts';

type RepositoryFile = {
  readonly format: number;
  /** The only platform that may write here. */
  readonly installation: string;
  readonly recovery: { readonly recipient: string; readonly sealedKey?: SealedRecoveryKey } | null;
};

/** How a recovery key is made or found: by a passphrase, or by the text on paper. */
export type RecoverySecret = { readonly passphrase: string } | { readonly text: string };

const FILE = 'allmende-backup.json';
const MANIFEST = 'manifest.jsonl';

/**
 * A folder of backups of one platform:
 * `allmende-backup.json` (form, platform, recovery key's public part) · `backups/<time>/` (whole backups) · `files/` (sealed files of the platform, kept once for all backups) ·
 * `wal/<chain>/` (the log that continues the backups) · `erased.jsonl` (what was erased and must not come back).
 */
export class Repository {
  readonly folder: string;
  readonly #file: RepositoryFile;

  private constructor(folder: string, file: RepositoryFile) {
    this.folder = folder;
    this.#file = file;
  }

  /** Opens a folder for reading; throws CannotRestore when it is none of ours or of a newer form. */
  static async open(folder: string): Promise<Repository> {
    const text = await readIfThere(path.join(folder, FILE));
    if (text === undefined) throw new CannotRestore(`In ${folder} liegt keine Sicherung von Allmende (${FILE} fehlt).`);
    return new Repository(folder, parse(text, folder));
  }

  /** Opens a folder for writing and begins it when it is empty. Throws CannotBackUp when it belongs to another platform or holds something else. */
  static async openForWriting(folder: string, installation: string): Promise<Repository> {
    const text = await readIfThere(path.join(folder, FILE));
    if (text === undefined) {
      const others = (await readdir(folder).catch(() => [])).filter((name) => name !== 'lost+found');
      if (others.length > 0) throw new CannotBackUp(`${folder} ist nicht leer und enthält keine Sicherung von Allmende. Nennen Sie einen eigenen Ordner.`);
      await writeDurably(path.join(folder, FILE), `${JSON.stringify({ format: FORMAT, installation, recovery: null } satisfies RepositoryFile, null, 2)}\n`);
    }
    const file = parse(await readIfThere(path.join(folder, FILE)) ?? '', folder);
    if (file.installation !== installation) throw new CannotBackUp(`${folder} enthält die Sicherungen einer anderen Plattform. Nennen Sie einen eigenen Ordner.`);
    return new Repository(folder, file);
  }

  get installation(): string {
    return this.#file.installation;
  }

  /** For whom keys are sealed; undefined when the operator has chosen neither passphrase nor recovery key yet. */
  get recipient(): RecoveryRecipient | undefined {
    return this.#file.recovery ? recoveryRecipient(this.#file.recovery.recipient) : undefined;
  }

  /** Whether the recovery key lies in the folder under a passphrase. */
  get hasPassphrase(): boolean {
    return this.#file.recovery?.sealedKey !== undefined;
  }

  /** Chooses the recovery key once for all backups of the folder. With a passphrase a new key is made and kept under it. Throws CannotBackUp when there is another one. */
  async chooseRecovery(secret: RecoverySecret): Promise<Repository> {
    if (this.recipient) {
      try {
        this.openRecovery(secret);
        return this;
      } catch (error) {
        throw new CannotBackUp('Dieser Ordner hat schon einen anderen Wiederherstellungsschlüssel. Lassen Sie die Angabe weg, oder beginnen Sie einen neuen Ordner.', { cause: error });
      }
    }
    const key = 'text' in secret ? recoveryKeyFromText(secret.text) : newRecoveryKey();
    const recovery = { recipient: Buffer.from(key.recipient).toString('base64'), ...('passphrase' in secret ? { sealedKey: sealRecoveryKey(key, secret.passphrase) } : {}) };
    const file: RepositoryFile = { ...this.#file, recovery };
    await writeDurably(path.join(this.folder, FILE), `${JSON.stringify(file, null, 2)}\n`);
    return new Repository(this.folder, file);
  }

  /** Opens the recovery key; throws WrongRecoveryKey. */
  openRecovery(secret: RecoverySecret): RecoveryKey {
    const { recipient } = this;
    const sealed = this.#file.recovery?.sealedKey;
    if (!recipient) throw new CannotRestore('In dieser Sicherung sind keine Schlüssel; sie braucht keinen Wiederherstellungsschlüssel.');
    if ('passphrase' in secret) {
      if (!sealed) throw new CannotRestore('Diese Sicherung öffnet der Wiederherstellungsschlüssel auf Papier, keine Passphrase.');
      return openRecoveryKey(sealed, secret.passphrase, recipient);
    }
    const key = recoveryKeyFromText(secret.text);
    if (!Buffer.from(key.recipient).equals(recipient)) throw new CannotRestore('Dieser Wiederherstellungsschlüssel gehört zu einer anderen Sicherung.');
    return key;
  }

  get backupsFolder(): string {
    return path.join(this.folder, 'backups');
  }

  get filesFolder(): string {
    return path.join(this.folder, 'files');
  }

  chainFolder(chain: string): string {
    return path.join(this.folder, 'wal', chain);
  }

  get erasedFile(): string {
    return path.join(this.folder, 'erased.jsonl');
  }

  /** Names of the whole backups, oldest first. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.backupsFolder, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory() && !entry.name.endsWith('.part')).map((entry) => entry.name).toSorted();
  }

  /** Where the files of one whole backup lie. */
  at(name: string): string {
    return path.join(this.backupsFolder, name);
  }

  /** What a backup says of itself; throws DamagedBackup. */
  async manifest(name: string): Promise<Manifest> {
    const file = path.join(this.at(name), MANIFEST);
    const text = await readIfThere(file);
    if (text === undefined) throw new DamagedBackup(`${file} fehlt.`);
    return parseManifest(text, file);
  }

  /** Makes a half backup a whole one: its manifest is the last file, then it gets its name. */
  async finish(half: string, manifest: Manifest): Promise<void> {
    await writeDurably(path.join(half, MANIFEST), formatManifest(manifest));
    const folders = new Set((await filesBelow(half)).map((file) => path.dirname(path.join(half, file))));
    for (const folder of folders) await syncFolder(folder);
    await rename(half, this.at(manifest.head.name));
    await syncFolder(this.backupsFolder);
  }

  /** Removes what a killed backup left. Only for whoever holds the lock. */
  async removeHalves(): Promise<void> {
    for (const name of await readdir(this.backupsFolder).catch(() => [])) if (name.endsWith('.part')) await rm(path.join(this.backupsFolder, name), { recursive: true, force: true });
  }
}

/** Where the bytes of a file of a backup lie below the folder of the backup. */
export function storedPath(entry: { readonly kind: 'database' | 'wal' | 'public' | 'sealed'; readonly path: string }): string {
  return `${entry.kind}/${entry.path}${entry.kind === 'database' || entry.kind === 'wal' ? '.zst' : ''}`;
}

function parse(text: string, folder: string): RepositoryFile {
  let file: RepositoryFile;
  try {
    file = JSON.parse(text) as RepositoryFile;
  } catch (error) {
    throw new DamagedBackup(`${path.join(folder, FILE)} ist nicht lesbar.`, { cause: error });
  }
  if (file.format > FORMAT) throw new CannotRestore(`Der Ordner ${folder} hat das Format ${file.format}; dieses Programm liest bis Format ${FORMAT}.`);
  return file;
}
