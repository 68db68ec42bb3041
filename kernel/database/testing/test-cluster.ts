import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';

/** A throw-away PostgreSQL for tests. */
export type TestCluster = { readonly url: string; stop(): Promise<void> };

/** Starts a cluster that lives as long as the tests; durability is off, because nothing in it outlives them. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-test-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' } });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
