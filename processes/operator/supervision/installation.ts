import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RolePasswords } from '@allmende/database';

/** What belongs to one installation and must survive restarts: its secrets, outside the database. */
export type Installation = { readonly secret: string; readonly passwords: RolePasswords };

/** Reads the installation's secrets, or makes them on first start; readable by this user only. */
export async function openInstallation(dataDir: string): Promise<Installation> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'installation.json');
  if (!existsSync(file)) {
    const made: Installation = { secret: `demo-${randomBytes(32).toString('base64url')}`, passwords: { app: password(), platform: password(), jobs: password() } };
    await writeJson(file, made, 0o600);
  }
  return JSON.parse(await readFile(file, 'utf8')) as Installation;
}

/** Writes a file as a whole: it is the old one or the new one, never half of it. */
export async function writeJson(file: string, content: unknown, mode = 0o644): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode });
  await rename(draft, file);
}

function password(): string {
  return randomBytes(24).toString('hex');
}
