import { readConfig } from '@allmende/config';
import { DomainError } from '@allmende/errors';
import type { House } from '@allmende/house';
import { openPlatform } from '@allmende/process-wiring';
import { readRunFile } from './supervision/run-file.ts';

/** Thrown when a command needs the running platform. */
export class NotRunning extends DomainError {
  override name = 'NotRunning';

  constructor() {
    super({ kind: 'unavailable', code: 'operator/not-running', message: 'Allmende läuft nicht. Starten Sie es zuerst: ./allmende up (mit demselben --data-dir).' });
  }
}

/** The house of the platform that runs in a data folder; throws NotRunning. In operation without `up`, the environment says where the database is. */
export async function openRunning(dataDir: string): Promise<{ house: House; close: () => Promise<void> }> {
  const run = await readRunFile(dataDir);
  if (!run?.ready && !process.env['ALLMENDE_DATABASE_APP_URL']) throw new NotRunning();
  const house = openPlatform(readConfig({ ...process.env, ...run?.env, ALLMENDE_LOG_LEVEL: 'silent' }), 'operator');
  return { house, close: () => house.database.close() };
}
