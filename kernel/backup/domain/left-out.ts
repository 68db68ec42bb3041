/**
 * What a base backup leaves out of a cluster (PostgreSQL, "Making a Base Backup Using the Low Level API", "Backing Up the Data Directory"): contents that the server makes
 * anew at each start, and files of the running server.
 */
const EMPTIED = /^(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//u;
const FILES = /(?:^|\/)(?:\.s\.PGSQL\.\d+(?:\.lock)?|postmaster\.pid|postmaster\.opts|pg_internal\.init(?:\.\d+)?|backup_label|tablespace_map|backup_manifest|postgresql\.auto\.conf\.tmp|current_logfiles\.tmp|recovery\.signal|standby\.signal|logfile)$/u;
const TEMPORARY = /(?:^|\/)pgsql_tmp[^/]*(?:\/|$)|^base\/\d+\/t\d+_\d+(?:_(?:fsm|vm|init))?(?:\.\d+)?$/u;
const HISTORY = /^pg_wal\/[0-9A-F]{8}\.history$/u;

/** Whether a file of the cluster is left out of a base backup. */
export function isLeftOut(file: string): boolean {
  return (EMPTIED.test(file) && !HISTORY.test(file)) || FILES.test(file) || TEMPORARY.test(file);
}

/** Folders that a cluster needs although nothing in them is backed up. */
export const NEEDED_FOLDERS: readonly string[] = [
  'pg_wal/archive_status', 'pg_wal/summaries', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans', 'pg_tblspc', 'pg_twophase', 'pg_stat', 'pg_commit_ts',
  'pg_logical/snapshots', 'pg_logical/mappings',
];
