import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '@allmende/time';
import type { Places } from '../domain/places.ts';
import type { RecoveryRecipient } from '../domain/recovery-key.ts';
import { filesBelow, isMissing, readIfThere, storeStream, syncFolder, writeDurably } from './durable-files.ts';
import { sealStream } from './sealed-file.ts';

const COARSE_MS = 2000;

/** Keeps keys and single secrets sealed beside the log, so that a key made after the last backup is there before anything that was sealed with it. */
export class SealedMirror {
  readonly #places: Places;
  readonly #folder: string;
  readonly #recipient: RecoveryRecipient;
  #sealed: Record<string, string> | undefined;
  #keysSeen = -1;

  constructor(places: Places, folder: string, recipient: RecoveryRecipient) {
    this.#places = places;
    this.#folder = folder;
    this.#recipient = recipient;
  }

  /** Seals what is new or was changed; durable when it resolves. */
  async copyNew(): Promise<void> {
    const index = path.join(this.#folder, '..', 'sealed.json');
    this.#sealed ??= JSON.parse((await readIfThere(index)) ?? '{}') as Record<string, string>;
    let isChanged = false;
    for (const [name, at] of [...Object.entries(this.#places.secrets), ...(await this.#newKeys())]) {
      const mark = await stat(at).then(({ size, mtimeMs }) => `${size}:${mtimeMs}`, (error: unknown) => { if (isMissing(error)) return undefined; throw error; });
      if (mark === undefined || this.#sealed[name] === mark) continue;
      await storeStream(sealStream(this.#recipient, name, createReadStream(at)), path.join(this.#folder, name), { packed: false });
      await syncFolder(path.dirname(path.join(this.#folder, name)));
      this.#sealed[name] = mark;
      isChanged = true;
    }
    if (isChanged) await writeDurably(index, JSON.stringify(this.#sealed));
  }

  // A key is written once; a new one changes the time of the folder. Times are coarse, so a folder that changed just now is looked into once more.
  async #newKeys(): Promise<[string, string][]> {
    const { keys } = this.#places;
    const changedAt = await stat(keys).then(({ mtimeMs }) => mtimeMs, () => undefined);
    if (changedAt === undefined || changedAt === this.#keysSeen) return [];
    this.#keysSeen = systemClock.now().getTime() - changedAt > COARSE_MS ? changedAt : -1;
    return (await filesBelow(keys)).filter((file) => /\.(?:key|pem)$/u.test(file)).map((file) => [`keys/${file}`, path.join(keys, file)]);
  }
}
