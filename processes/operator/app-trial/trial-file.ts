import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TrialReport } from '@allmende/app-packages';
import { writeJson } from '../supervision/write-json.ts';

const fileOf = (dataDir: string, digest: string): string => path.join(dataDir, 'app-trials', `${digest.replace(':', '-')}.json`);

/** Keeps what a trial has shown, under the digest of the package that was tried. */
export async function saveTrial(dataDir: string, report: TrialReport): Promise<void> {
  const file = fileOf(dataDir, report.digest);
  await mkdir(path.dirname(file), { recursive: true });
  await writeJson(file, report, 0o600);
}

/** What a trial of exactly this package has shown; undefined when there was none. */
export async function findTrial(dataDir: string, digest: string): Promise<TrialReport | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir, digest), 'utf8')) as TrialReport;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
