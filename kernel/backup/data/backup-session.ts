import { newClient } from '@allmende/database';
import type pg from 'pg';
import { CannotBackUp } from '../domain/errors.ts';
import type { DatabaseStand } from '../domain/manifest.ts';

/** One base backup of a running server over one connection, as PostgreSQL's low-level interface wants it. */
export type BackupSession = {
  readonly stand: Omit<DatabaseStand, 'startLsn' | 'stopLsn' | 'stoppedAt'>;
  /** Folder of the cluster on this machine. */
  readonly cluster: string;
  /** From now on the files may be copied, and the log that is needed for it is kept. Returns where the log begins. */
  start(label: string): Promise<string>;
  /** Ends it; what must lie in the copy so that the server knows where to begin. */
  stop(): Promise<{ readonly stopLsn: string; readonly stoppedAt: string; readonly backupLabel: string; readonly tablespaceMap: string }>;
  /** Ends the connection and with it, if it was not stopped, the backup. */
  [Symbol.asyncDispose](): Promise<void>;
};

const LOCK = 4_611_200_126;

/** Connects as the owner of the server. Throws CannotBackUp when another backup of this database runs. */
export async function openBackupSession(ownerUrl: string): Promise<BackupSession> {
  const client = newClient({ connectionString: ownerUrl, application_name: 'allmende backup' });
  await client.connect();
  try {
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [LOCK]);
    if (rows[0]?.free !== true) throw new CannotBackUp('Es läuft gerade schon eine Sicherung dieser Plattform.');
    const { cluster, ...stand } = await askStand(client);
    return {
      stand, cluster,
      start: async (label) => {
        // Keeps the log until the files of it are copied, and goes with the connection.
        await client.query('select pg_create_physical_replication_slot($1, true, true)', [`allmende_once_${process.pid}`]);
        const started = await client.query<{ lsn: string }>('select pg_backup_start($1, true)::text as lsn', [label]);
        return started.rows[0]?.lsn ?? '';
      },
      stop: async () => {
        const stopped = await client.query<{ lsn: string; labelfile: string; spcmapfile: string; at: Date }>('select lsn::text, labelfile, spcmapfile, clock_timestamp() as at from pg_backup_stop(false)');
        const row = stopped.rows[0];
        if (!row) throw new Error('pg_backup_stop said nothing');
        return { stopLsn: row.lsn, stoppedAt: row.at.toISOString(), backupLabel: row.labelfile, tablespaceMap: row.spcmapfile };
      },
      [Symbol.asyncDispose]: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

type Stand = BackupSession['stand'] & { readonly cluster: string };

async function askStand(client: pg.Client): Promise<Stand> {
  const { rows } = await client.query<{ cluster: string; version: string; system: string; timeline: number; segment: number; at: Date; tablespaces: number }>(`
    select current_setting('data_directory') as cluster, split_part(current_setting('server_version'), ' ', 1) as version,
      (select system_identifier::text from pg_control_system()) as system, (select timeline_id from pg_control_checkpoint()) as timeline,
      (select setting::int from pg_settings where name = 'wal_segment_size') as segment, clock_timestamp() as at,
      (select count(*)::int from pg_tablespace where spcname not in ('pg_default', 'pg_global')) as tablespaces`);
  const row = rows[0];
  if (!row) throw new Error('the database says nothing of itself');
  if (row.tablespaces > 0) throw new CannotBackUp('Die eingebettete Datenbank hat fremde Speicherorte (Tablespaces); diese Sicherung kennt sie nicht.');
  return { kind: 'embedded', cluster: row.cluster, version: row.version, systemIdentifier: row.system, timeline: row.timeline, segmentBytes: row.segment, startedAt: row.at.toISOString() };
}

/** What a database of somebody else's is at this moment; its own tools save it. Holds the same lock until disposed. */
export async function openForeignSession(ownerUrl: string): Promise<{ readonly stand: DatabaseStand } & AsyncDisposable> {
  const client = newClient({ connectionString: ownerUrl, application_name: 'allmende backup' });
  await client.connect();
  try {
    const { rows } = await client.query<{ free: boolean; version: string; lsn: string; at: Date }>(
      `select pg_try_advisory_lock($1) as free, split_part(current_setting('server_version'), ' ', 1) as version, clock_timestamp() as at,
        case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text as lsn`, [LOCK],
    );
    const row = rows[0];
    if (!row?.free) throw new CannotBackUp('Es läuft gerade schon eine Sicherung dieser Plattform.');
    const at = row.at.toISOString();
    return {
      stand: { kind: 'external', version: row.version, systemIdentifier: '', timeline: 0, segmentBytes: 0, startLsn: row.lsn, stopLsn: row.lsn, startedAt: at, stoppedAt: at },
      [Symbol.asyncDispose]: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}
