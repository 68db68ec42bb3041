import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Erased, Places } from '@allmende/backup';
import type { Config } from '@allmende/config';
import { listDestroyedKeys } from '@allmende/secrets';
import { NotRunning, openRunning } from './open-running.ts';
import { openInstallation } from './supervision/installation.ts';
import { readRunFile } from './supervision/run-file.ts';

/** What a backup needs to know of a running platform. */
export type BackupStand = {
  readonly kind: 'embedded' | 'external';
  readonly program: string;
  readonly ownerUrl: string;
  readonly places: Places;
  /** Stays the same for the life of a platform, also after a restore. */
  readonly installation: string;
  listErased(): Promise<readonly Erased[]>;
  close(): Promise<void>;
};

/** Opens the running platform of a data folder for a backup; throws NotRunning. */
export async function openBackupStand(dataDir: string): Promise<BackupStand> {
  const run = await readRunFile(dataDir);
  if (!run?.ready) throw new NotRunning();
  const { house, close } = await openRunning(dataDir);
  const { kind } = run.database;
  return {
    kind, program: run.version, places: placesOf(house.config), installation: await installationId(dataDir), close,
    // In a database of somebody else's we only ask for the time and the place in its log.
    ownerUrl: kind === 'embedded' ? await embeddedOwnerUrl(dataDir, house.config.databaseUrls.app) : house.config.databaseUrls.platform,
    listErased: () => house.database.acrossTenants('backup/list-erased', listDestroyedKeys),
  };
}

/** Where a platform keeps what does not lie in the database. */
export function placesOf(config: Pick<Config, 'dataDir' | 'filesDir' | 'keysDir' | 'checkpointsDir'>): Places {
  const secrets = ['installation.json', 'database/owner-password'].map((name) => [name, path.join(config.dataDir, name)] as const).filter(([, file]) => existsSync(file));
  return { files: config.filesDir, keys: config.keysDir, checkpoints: config.checkpointsDir, dataDir: config.dataDir, secrets: Object.fromEntries(secrets) };
}

/** A name of this platform that says nothing about it. */
export async function installationId(dataDir: string): Promise<string> {
  const { passwords } = await openInstallation(dataDir, 'none');
  return createHash('sha256').update(`allmende-installation:${passwords.app}`).digest('hex').slice(0, 32);
}

/** The owner's address of the embedded database. */
export async function embeddedOwnerUrl(dataDir: string, appUrl: string): Promise<string> {
  const url = new URL(appUrl);
  url.username = 'postgres';
  url.password = (await readFile(path.join(dataDir, 'database', 'owner-password'), 'utf8')).trim();
  return url.href;
}
