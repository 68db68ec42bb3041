import { newClient } from '@allmende/database';

/** What a server says right after it has replayed a log. */
export async function askRecovery(ownerUrl: string): Promise<{ readonly lastCommit: string | undefined; readonly lsn: string | undefined }> {
  const client = newClient({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ at: Date | null; lsn: string | null }>('select pg_last_xact_replay_timestamp() as at, pg_last_wal_replay_lsn()::text as lsn');
    return { lastCommit: rows[0]?.at?.toISOString(), lsn: rows[0]?.lsn ?? undefined };
  } finally {
    await client.end();
  }
}
