import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { allmende, startPlatform } from '../../e2e/platform.ts';
import type { Figures } from './bench.ts';
import { prepareDrafts } from './measure/applicant.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { openBenchHouse } from './measure/open-bench-house.ts';

export const about = 'the running platform backed up without a gap, lost with its disk, restored on an empty folder and started: seconds and MB/s';

const BALLAST_ROWS = 1_000_000;

/** A database of about 300 MB; the log behind the whole backup is replayed. `gap_s` is how long before the loss the last state lies that comes back. */
export async function run(say: (line: string) => void): Promise<Figures> {
  const root = await mkdtemp(join(tmpdir(), 'allmende-bench-backup-'));
  await chmod(root, 0o755);
  const folder = join(root, 'backups');
  const dataDir = join(root, 'restored');
  const passphrase = join(root, 'passphrase');
  await writeFile(passphrase, 'vier Wörter für die Messung\n');
  try {
    let backup: { seconds: number; bytes: number; databaseBytes: number };
    let lostAt: number;
    let drafts: number;
    {
      await using platform = await startBenchPlatform();
      {
        await using bench = await openBenchHouse(platform);
        await bench.ask(`create table public.ballast as select number, md5(number::text) || md5((number * 7)::text) || repeat(md5((number * 13)::text), 5) as words from generate_series(1, ${BALLAST_ROWS}) as number`);
      }
      say('the database is filled');
      backup = JSON.parse(await allmende(platform, 'backup', folder, '--continuous', '--passphrase-file', passphrase, '--json')) as typeof backup;
      say(`backed up in ${backup.seconds} s`);
      drafts = (await prepareDrafts(platform, { count: 100 })).length;
      const { pid, children } = JSON.parse((await promisify(execFile)('cat', [join(platform.dataDir, 'running.json')])).stdout) as { pid: number; children: Record<string, number> };
      for (const one of [pid, ...Object.values(children)]) process.kill(one, 'SIGKILL');
      lostAt = Date.now();
    }
    const started = performance.now();
    const restored = JSON.parse(await allmende({ house: join(import.meta.dirname, '../..'), dataDir }, 'restore', folder, '--passphrase-file', passphrase, '--json')) as { seconds: number; until: string };
    say(`restored in ${restored.seconds} s`);
    await using again = await startPlatform({ dataDir });
    const recovery = (performance.now() - started) / 1000;
    await using bench = await openBenchHouse(again);
    const [count] = await bench.ask<{ ballast: number; drafts: number }>('select (select count(*)::int from public.ballast) as ballast, (select count(*)::int from online_services.draft) as drafts');
    if (count?.ballast !== BALLAST_ROWS) throw new Error('rows are missing after the restore');
    const megabytes = backup.databaseBytes / 1_000_000;
    return {
      database_mb: round(megabytes), stored_mb: round(backup.bytes / 1_000_000), backup_s: backup.seconds, backup_mb_per_s: round(megabytes / backup.seconds), restore_s: restored.seconds, restore_mb_per_s: round(megabytes / restored.seconds),
      start_s: round(again.startSeconds), recovery_s: round(recovery), gap_s: round((lostAt - new Date(restored.until).getTime()) / 1000), drafts_after_backup: drafts,
    };
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
