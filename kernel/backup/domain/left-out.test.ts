import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLeftOut } from './left-out.ts';

test('a base backup leaves out what the server makes anew, and nothing else', () => {
  for (const file of ['pg_wal/000000010000000000000001', 'pg_wal/archive_status/000000010000000000000001.ready', 'pg_replslot/x/state', 'pg_notify/0000', 'pg_subtrans/0000', '.s.PGSQL.5432', '.s.PGSQL.5432.lock', 'postmaster.pid', 'postmaster.opts', 'base/5/pg_internal.init', 'global/pg_internal.init.42', 'base/pgsql_tmp/pgsql_tmp1.0', 'base/5/t3_16384', 'base/5/t3_16384_fsm', 'backup_label', 'recovery.signal']) assert.equal(isLeftOut(file), true, file);
  for (const file of ['PG_VERSION', 'global/pg_control', 'base/5/16384', 'base/5/16384.1', 'base/5/16384_vm', 'pg_xact/0000', 'pg_multixact/offsets/0000', 'postgresql.conf', 'postgresql.auto.conf', 'pg_hba.conf', 'pg_filenode.map', 'pg_wal/00000002.history', 'pg_stat/pgstat.stat']) assert.equal(isLeftOut(file), false, file);
});
