import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { AppLock } from '../domain/app-lock.ts';

/** Writes `allmende-app.lock.yaml` beside the manifest, in one step. */
export async function writeAppLock(folder: string, lock: AppLock): Promise<void> {
  const file = path.join(folder, 'allmende-app.lock.yaml');
  await writeFile(`${file}.new`, `# Written by ./allmende app build.\n${stringify(lock, { sortMapEntries: true, lineWidth: 0 })}`);
  await rename(`${file}.new`, file);
}
