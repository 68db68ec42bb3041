import { newClient } from '@allmende/database';

/** What the server says of its log at one moment. */
export type LogStand = {
  /** Everything that was acknowledged before is in the log up to `lsn`. */
  readonly at: string;
  /** On the server's disk up to here. */
  readonly lsn: string;
  readonly timeline: number;
  readonly segmentBytes: number;
  readonly cluster: string;
  /** Whether the server keeps the log for us: `lost` when it had to give it up for want of space. */
  readonly slot: { readonly restartLsn: string; readonly isLost: boolean } | undefined;
};

/** A lasting connection of the owner that keeps the server from throwing away log that has not been copied. */
export type LogFeed = {
  ask(): Promise<LogStand>;
  /** Begins to keep the log; returns from where. */
  keep(): Promise<string>;
  /** The log before this place may go. */
  release(lsn: string): Promise<void>;
  /** Ends the keeping. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

const SLOT = 'allmende_backup';

/** Connects to the embedded server. Each method rejects when the connection is lost; open a new feed then. */
export async function openLogFeed(ownerUrl: string): Promise<LogFeed> {
  const client = newClient({ connectionString: ownerUrl, application_name: 'allmende backup', connectionTimeoutMillis: 5000, query_timeout: 30_000 });
  await client.connect();
  return {
    ask: async () => {
      // The time is that of the statement's beginning, the place in the log is looked at later: nothing acknowledged before the time lies behind the place.
      const { rows } = await client.query<{ at: Date; lsn: string; timeline: number; segment: number; cluster: string; restart: string | null; status: string | null }>({
        name: 'log-stand',
        text: `select statement_timestamp() as at, pg_current_wal_flush_lsn()::text as lsn, ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int as timeline,
          (select setting::int from pg_settings where name = 'wal_segment_size') as segment, current_setting('data_directory') as cluster, slot.restart_lsn::text as restart, slot.wal_status as status
          from (select 1) as one left join pg_replication_slots as slot on slot.slot_name = $1`,
        values: [SLOT],
      });
      const row = rows[0];
      if (!row) throw new Error('the server says nothing of its log');
      const isLost = row.status === 'lost' || row.restart === null;
      return { at: row.at.toISOString(), lsn: row.lsn, timeline: row.timeline, segmentBytes: row.segment, cluster: row.cluster, slot: row.status === null ? undefined : { restartLsn: row.restart ?? '0/0', isLost } };
    },
    keep: async () => {
      await client.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1', [SLOT]);
      await client.query('select pg_create_physical_replication_slot($1, true)', [SLOT]);
      const { rows } = await client.query<{ lsn: string }>('select restart_lsn::text as lsn from pg_replication_slots where slot_name = $1', [SLOT]);
      return rows[0]?.lsn ?? '0/0';
    },
    release: async (lsn) => { await client.query({ name: 'log-release', text: 'select pg_replication_slot_advance($1, $2::pg_lsn)', values: [SLOT, lsn] }); },
    forget: async () => { await client.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1', [SLOT]); },
    close: () => client.end(),
  };
}
