import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { RunFile } from '../supervision/run-file.ts';

/** Runs one statement on the embedded database of a running platform as its owner, past row-level security: for tests that turn time. */
export async function asOwner(dataDir: string, run: RunFile, text: string, values: readonly unknown[] = []): Promise<number> {
  const url = new URL(run.env['ALLMENDE_DATABASE_APP_URL'] ?? '');
  url.username = 'postgres';
  url.password = (await readFile(path.join(dataDir, 'database', 'owner-password'), 'utf8')).trim();
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
