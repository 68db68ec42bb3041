import { ROLES, type RoomMigrations } from '@allmende/database';
import { openJobsPool } from './open-jobs-pool.ts';
import { quietLogger } from './quiet-logger.ts';

/** The job library brings its own tables, owned by the role that runs jobs. */
export const jobsMigrations: RoomMigrations = {
  room: 'jobs',
  folder: new URL('./data/migrations/', import.meta.url),
  before: async ({ databaseUrl, passwords }) => {
    const url = new URL(databaseUrl);
    url.username = ROLES.jobs;
    url.password = passwords.jobs;
    // Only who makes tables or runs jobs loads the library; those who add jobs do it by SQL.
    const library = await import('graphile-worker');
    const pool = openJobsPool(url.href, { connections: 1, onLost: () => undefined });
    await library.runMigrations({ pgPool: pool, logger: quietLogger(library) }).finally(() => pool.end());
  },
};
