import { randomBytes } from 'node:crypto';
import { readConfig } from '@allmende/config';
import type { House } from '@allmende/house';
import { openPlatform } from '@allmende/process-wiring';

/** A house for a trial: a data folder of its own and no database, as nobody asks for one. */
export function openTrialHouse(folder: string): House {
  const nowhere = 'postgresql://nobody@127.0.0.1:9/none';
  return openPlatform(readConfig({
    ALLMENDE_ENV: 'test', ALLMENDE_DATA_DIR: folder, ALLMENDE_SECRET: randomBytes(32).toString('hex'), ALLMENDE_LOG_LEVEL: 'silent', ALLMENDE_PUBLIC_ADDRESS: 'http://erprobung.invalid',
    ALLMENDE_DATABASE_APP_URL: nowhere, ALLMENDE_DATABASE_PLATFORM_URL: nowhere, ALLMENDE_DATABASE_JOBS_URL: nowhere,
  }), 'operator');
}
