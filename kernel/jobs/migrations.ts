import { ROLES, type RoomMigrations } from '@allmende/database';
import { runMigrations } from 'graphile-worker';
import { quietLogger } from './quiet-logger.ts';

/** The job library brings its own tables, owned by the role that runs jobs. */
export const jobsMigrations: RoomMigrations = {
  room: 'jobs',
  folder: new URL('./data/migrations/', import.meta.url),
  before: async ({ databaseUrl, passwords }) => {
    const url = new URL(databaseUrl);
    url.username = ROLES.jobs;
    url.password = passwords.jobs;
    await runMigrations({ connectionString: url.href, logger: quietLogger });
  },
};
