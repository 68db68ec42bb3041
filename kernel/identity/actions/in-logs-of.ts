import { record, type RecordInput } from '@allmende/audit';
import { PLATFORM_TENANT, type Database, type TenantId, type Tx } from '@allmende/database';

/** Runs an act upon an account in one transaction that writes to the audit log of every authority the account works for; the platform's log when it works for none. */
export async function inLogsOf<Result>(database: Database, tenants: readonly TenantId[], work: (tx: Tx, log: (entry: RecordInput) => Promise<void>) => Promise<Result>): Promise<Result> {
  const [first = PLATFORM_TENANT, ...others] = new Set(tenants);
  if (others.length === 0) return database.inTenant(first, (tx) => work(tx, async (entry) => { await record(tx, entry); }));
  return database.acrossTenants('identity/record-in-each-log', (tx) => work(tx, async (entry) => {
    for (const tenant of [first, ...others]) await record({ ...tx, tenant }, entry);
  }));
}
