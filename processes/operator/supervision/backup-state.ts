import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeJson } from './write-json.ts';

/** What the operator has asked for: the folder for backups without a gap, and how many daily ones are kept. */
export type BackupSettings = { readonly folder: string; readonly keep: number; readonly begunAt: string };

/** How the backup without a gap stands. */
export type BackupState = {
  readonly folder: string;
  readonly chain: string | null;
  /** Everything acknowledged before this moment can be restored, if there is a backup of the chain. */
  readonly until: string | null;
  /** What is wrong, in German. */
  readonly problem: string | null;
  /** The newest whole backup of the chain. */
  readonly lastBackup: string | null;
  /** When it was finished; the alerts of monitoring read it. */
  readonly lastBackupAt: string | null;
};

const DAYS = 7;
const at = (dataDir: string, name: string) => path.join(dataDir, 'backup', name);

/** Where this machine remembers the chain it writes. */
export function chainFile(dataDir: string): string {
  return at(dataDir, 'chain.json');
}

/** How many daily backups are kept when nobody says a number. */
export const DEFAULT_KEEP = DAYS;

export async function readBackupSettings(dataDir: string): Promise<BackupSettings | undefined> {
  return readJson<BackupSettings>(at(dataDir, 'settings.json'));
}

export async function saveBackupSettings(dataDir: string, settings: BackupSettings): Promise<void> {
  await mkdir(path.join(dataDir, 'backup'), { recursive: true });
  await writeJson(at(dataDir, 'settings.json'), settings);
}

/** Ends the backup without a gap; the keeper notices within a second. */
export async function removeBackupSettings(dataDir: string): Promise<void> {
  await rm(at(dataDir, 'settings.json'), { force: true });
}

export async function readBackupState(dataDir: string): Promise<BackupState | undefined> {
  return readJson<BackupState>(at(dataDir, 'state.json'));
}

/** Replaces the state; undefined when nothing is backed up without a gap. */
export async function saveBackupState(dataDir: string, state: BackupState | undefined): Promise<void> {
  if (state) await writeJson(at(dataDir, 'state.json'), state);
  else await rm(at(dataDir, 'state.json'), { force: true });
}

/** One line for a person. */
export function describeBackupState(state: BackupState | undefined): string {
  if (!state) return 'Sicherung: keine fortlaufende eingerichtet (./allmende backup <Ordner> --continuous).';
  if (state.problem !== null) return `! Sicherung GESTÖRT: ${state.problem} Gesichert ist alles bis ${state.until ?? 'unbekannt'}.`;
  if (state.lastBackup === null) return `Sicherung: beginnt in ${state.folder}.`;
  return `Sicherung: fortlaufend nach ${state.folder}, alles bis ${state.until ?? 'unbekannt'}; letzte Gesamtsicherung ${state.lastBackup}.`;
}

async function readJson<Value>(file: string): Promise<Value | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch (error) {
    if (error instanceof SyntaxError || ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
