import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { UnusableConfig } from '@allmende/config';
import type { RolePasswords } from '@allmende/database';
import { writeJson } from './write-json.ts';

/**
 * What belongs to one installation and must survive restarts: its secrets, outside the database, and whether it shows invented data. The first start decides that:
 * `wanted`, then `half` while they are entered, then `there`; `none` for good with --empty and in production.
 */
export type Installation = { readonly secret: string; readonly passwords: RolePasswords; readonly demo: 'none' | 'wanted' | 'half' | 'there' };

const at = (dataDir: string) => path.join(dataDir, 'installation.json');

/** Reads what belongs to the installation, or makes it on first start; readable by this user only. Throws UnusableConfig when the file is broken. */
export async function openInstallation(dataDir: string, demo: 'none' | 'wanted'): Promise<Installation> {
  await mkdir(dataDir, { recursive: true });
  if (!existsSync(at(dataDir))) {
    const made: Installation = { secret: `demo-${randomBytes(32).toString('base64url')}`, passwords: { app: password(), platform: password(), jobs: password() }, demo };
    await saveInstallation(dataDir, made);
  }
  return parse(dataDir, await readFile(at(dataDir), 'utf8'));
}

export async function saveInstallation(dataDir: string, installation: Installation): Promise<void> {
  await writeJson(at(dataDir), installation, 0o600);
}

/** Deletes what an interrupted first start left of database, keys and files; only for an installation whose demo data are `half`, which nobody has used yet. */
export async function forgetHalfStart(dataDir: string): Promise<void> {
  const place = path.join(dataDir, 'database', 'cluster-is-at.txt');
  const elsewhere = existsSync(place) ? (await readFile(place, 'utf8')).trim() : undefined;
  for (const folder of [...(elsewhere === undefined ? [] : [elsewhere]), ...['database', 'keys', 'files', 'checkpoints', 'instances'].map((name) => path.join(dataDir, name))]) await rm(folder, { recursive: true, force: true });
}

function parse(dataDir: string, text: string): Installation {
  const broken = () => new UnusableConfig(at(dataDir), 'ist beschädigt. Ohne diese Datei sind die Daten nicht lesbar: Spielen Sie sie aus einer Sicherung zurück, oder nehmen Sie einen anderen Ordner (--data-dir).');
  let read: Partial<Installation>;
  try {
    read = JSON.parse(text) as Partial<Installation>;
  } catch {
    throw broken();
  }
  const { secret, passwords } = read ?? {};
  if (typeof secret !== 'string' || typeof passwords?.app !== 'string' || typeof passwords.platform !== 'string' || typeof passwords.jobs !== 'string') throw broken();
  return { secret, passwords, demo: read.demo ?? (existsSync(path.join(dataDir, 'demo-accounts.json')) ? 'there' : 'none') };
}

function password(): string {
  return randomBytes(24).toString('hex');
}
