import type { Config } from '@allmende/config';
import { openDatabase } from '@allmende/database';
import { folderStore } from '@allmende/files';
import { createLogger, createMetrics } from '@allmende/observe';
import { fileKeyStore } from '@allmende/secrets';
import { cachedDirectory, makeUrlFor, type Directory } from '@allmende/tenancy';
import { systemClock } from '@allmende/time';
import type { House } from './house.ts';

/** Sets up the house of a process. `directoryOf` connects the register, which the kernel does not know. Close its database when the process ends. */
export function openHouse(config: Config, options: { readonly process: string; readonly directoryOf: (database: House['database']) => Directory }): House {
  const log = createLogger({ level: config.logLevel, process: options.process });
  const database = openDatabase({
    appUrl: config.databaseUrls.app,
    platformUrl: config.databaseUrls.platform,
    connections: config.databaseConnections,
    applicationName: options.process,
    onConnectionLost: (error) => log.warn({ reason: error.message }, 'a database connection was lost'),
  });
  return {
    config,
    clock: systemClock,
    database,
    keys: fileKeyStore(config.keysDir),
    files: folderStore(config.filesDir),
    log,
    metrics: createMetrics(),
    directory: cachedDirectory(options.directoryOf(database), { elapsedMs: systemClock.elapsedMs }),
    urlFor: makeUrlFor(config),
  };
}
