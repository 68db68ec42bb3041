import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@allmende/config';
import { migrate, ROLES, startEmbeddedPostgres, type RolePasswords } from '@allmende/database';
import type { House } from '@allmende/house';
import { allMigrations, openPlatform } from '@allmende/process-wiring';

/** A house on a durable database of its own, for benches that need no web. */
export type FreshHouse = {
  readonly house: House;
  readonly ownerUrl: string;
  readonly databasePid: number;
  readonly folder: string;
  /** For a process that shall run in the same house. */
  readonly environment: Readonly<Record<string, string>>;
} & AsyncDisposable;

/** Starts PostgreSQL with the settings of operation (every commit on disk), migrates all rooms and opens a house. Gone with all its data when disposed. */
export async function freshHouse(): Promise<FreshHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bench-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(folder, 'database') });
  const passwords: RolePasswords = { app: 'bench-app', platform: 'bench-platform', jobs: 'bench-jobs' };
  await migrate(server.url, allMigrations, passwords);
  const as = (role: keyof RolePasswords) => Object.assign(new URL(server.url), { username: ROLES[role], password: passwords[role] }).href;
  const environment = {
    ALLMENDE_ENV: 'test', ALLMENDE_DATA_DIR: folder, ALLMENDE_SECRET: 'bench-0123456789abcdefghijklmnopqrstuvw', ALLMENDE_LOG_LEVEL: 'silent',
    ALLMENDE_DATABASE_APP_URL: as('app'), ALLMENDE_DATABASE_PLATFORM_URL: as('platform'), ALLMENDE_DATABASE_JOBS_URL: as('jobs'),
  };
  const house = openPlatform(readConfig(environment), 'bench');
  return {
    house, ownerUrl: server.url, databasePid: server.pid, folder, environment,
    [Symbol.asyncDispose]: async () => {
      await house.database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
