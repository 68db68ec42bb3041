import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@allmende/database';
import { checkOwnDatabase } from './own-database.ts';

/** The database of this installation: our own, kept running, or somebody else's by `DATABASE_URL`. */
export type DatabaseServer = { readonly kind: 'embedded' | 'external'; readonly ownerUrl: string; readonly version: string; stop(): Promise<void> };

/** What a person or another command wants to know of the embedded database. */
export type DatabaseWatch = { readonly onStart: (pid: number) => void; readonly onRestart: (reason: string) => void; readonly onCreate?: () => void };

// A backup that cannot be written must not fill the disk with log until the database stops: beyond this the log goes, and the backup begins anew.
const SETTINGS = { max_slot_wal_keep_size: '4GB' };

/**
 * Connects to `DATABASE_URL`, or starts the embedded PostgreSQL and starts it again on the same port when it ends by itself.
 * Throws UnusableConfig when a database of one's own cannot be used.
 */
export async function openDatabaseServer(dataDir: string, watch: DatabaseWatch): Promise<DatabaseServer> {
  const external = process.env['DATABASE_URL'];
  if (external) return { kind: 'external', ownerUrl: external, version: await checkOwnDatabase(external), stop: async () => undefined };

  const folder = path.join(dataDir, 'database');
  let server = await startEmbeddedPostgres({ folder, settings: SETTINGS, ...(watch.onCreate ? { onCreate: watch.onCreate } : {}) });
  const port = Number(new URL(server.url).port);
  let stopping = false;
  let restart: Promise<void> | undefined;
  const startAgain = async (reason: string): Promise<void> => {
    for (let tries = 0, why = reason; !stopping; tries += 1) {
      watch.onRestart(why);
      try {
        server = await startEmbeddedPostgres({ folder, port, settings: SETTINGS });
        keep(server);
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
        await new Promise((resolve) => { setTimeout(resolve, Math.min(200 * 2 ** tries, 5000)); });
      }
    }
  };
  const keep = (current: EmbeddedPostgres) => {
    watch.onStart(current.pid);
    void current.ended.then(({ code, signal }) => { if (!stopping) restart = startAgain(signal ?? `Ende mit ${String(code)}`); });
  };
  keep(server);
  return {
    kind: 'embedded',
    ownerUrl: server.url,
    version: await checkOwnDatabase(server.url),
    stop: async () => {
      stopping = true;
      await restart;
      await server.stop();
    },
  };
}
