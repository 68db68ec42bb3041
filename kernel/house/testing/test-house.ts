import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '@allmende/config';
import type { Database } from '@allmende/database';
import { folderStore } from '@allmende/files';
import { createLogger, createMetrics } from '@allmende/observe';
import { fileKeyStore } from '@allmende/secrets';
import { makeUrlFor, type Directory } from '@allmende/tenancy';
import { fixedClock } from '@allmende/time';
import type { House } from '../house.ts';

const NOBODY: Directory = { findAuthorityBySlug: async () => undefined, findPlaceBySlug: async () => undefined, namesOf: async () => [] };

/** A house for tests: real database, keys and files in a fresh folder, a clock that stands still until moved, no log. */
export function testHouse(database: Database, options: { readonly now?: string; readonly directory?: Directory } = {}): House & { readonly clock: ReturnType<typeof fixedClock> } {
  const folder = mkdtempSync(path.join(tmpdir(), 'allmende-house-'));
  const config = readConfig({
    ALLMENDE_ENV: 'test', ALLMENDE_DATA_DIR: folder, ALLMENDE_SECRET: 'test-0123456789abcdefghijklmnopqrstuvwxyz',
    ALLMENDE_DATABASE_APP_URL: 'unused:', ALLMENDE_DATABASE_PLATFORM_URL: 'unused:', ALLMENDE_DATABASE_JOBS_URL: 'unused:',
    ALLMENDE_PUBLIC_ADDRESS: 'http://allmende.test', ALLMENDE_LOG_LEVEL: 'silent',
  });
  return {
    config,
    clock: fixedClock(options.now ?? '2026-11-21T09:00:00Z'),
    database,
    keys: fileKeyStore(config.keysDir),
    files: folderStore(config.filesDir),
    log: createLogger({ level: 'silent', process: 'test' }),
    metrics: createMetrics({ runtime: false }),
    directory: options.directory ?? NOBODY,
    urlFor: makeUrlFor(config),
  };
}
