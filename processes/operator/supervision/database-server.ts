import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@allmende/database';

/** The database of this installation: our own, kept running, or somebody else's by `DATABASE_URL`. */
export type DatabaseServer = { readonly kind: 'embedded' | 'external'; readonly ownerUrl: string; readonly version: string; pid(): number | undefined; stop(): Promise<void> };

/** Connects to `DATABASE_URL`, or starts the embedded PostgreSQL and starts it again on the same port when it ends by itself. */
export async function openDatabaseServer(dataDir: string, onRestart: (reason: string) => void): Promise<DatabaseServer> {
  const external = process.env['DATABASE_URL'];
  if (external) return { kind: 'external', ownerUrl: external, version: await serverVersion(external), pid: () => undefined, stop: async () => undefined };

  const folder = path.join(dataDir, 'database');
  let server = await startEmbeddedPostgres({ folder });
  const port = Number(new URL(server.url).port);
  let stopping = false;
  const watch = (current: EmbeddedPostgres) => {
    void current.ended.then(async ({ code, signal }) => {
      for (let tries = 0; !stopping; tries += 1) {
        onRestart(tries === 0 ? (signal ?? `Ende mit ${String(code)}`) : `${tries + 1}. Versuch`);
        try {
          server = await startEmbeddedPostgres({ folder, port });
          watch(server);
          return;
        } catch {
          await new Promise((resolve) => { setTimeout(resolve, Math.min(200 * 2 ** tries, 5000)); });
        }
      }
    });
  };
  watch(server);
  return {
    kind: 'embedded',
    ownerUrl: server.url,
    version: await serverVersion(server.url),
    pid: () => server.pid,
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
}

async function serverVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(`select split_part(current_setting('server_version'), ' ', 1) as version`);
    return rows[0]?.version ?? 'unbekannt';
  } finally {
    await client.end();
  }
}
