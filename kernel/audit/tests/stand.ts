import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, openDatabase, tenantId, type Database, type TenantId } from '@allmende/database';
import { record, type RecordInput } from '../index.ts';

/** A new authority that exists only in this test. */
export const anyTenant = (): TenantId => tenantId(newId());

process.setMaxListeners(0);

/** A folder for checkpoints or keys of this test; gone when the process ends. */
export async function anyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-audit-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const anAct = (more: Partial<RecordInput> = {}): RecordInput => ({
  actor: { kind: 'system', name: 'test' }, action: 'procurement/order-approved', subject: { kind: 'order', id: newId() }, facts: { state: 'approved' }, at: new Date('2026-11-21T20:00:00Z'), ...more,
});

/** Records so many acts, each in its own transaction; returns the entries' ids in order. */
export async function recordMany(database: Database, tenant: TenantId, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await database.inTenant(tenant, (tx) => record(tx, anAct({ facts: { number: n } }))));
  return ids;
}

/** What a hostile administrator can do: SQL as the owner of everything, with triggers and row-level security switched off. */
export async function asAdministrator(ownerUrl: string, ...statements: string[]): Promise<void> {
  const owner = openDatabase({ appUrl: ownerUrl, platformUrl: ownerUrl, connections: 1 });
  try {
    await owner.withoutTenant(async (tx) => {
      await tx.client.query('set local session_replication_role = replica; set local row_security = off');
      for (const statement of statements) await tx.client.query(statement);
    });
  } finally {
    await owner.close();
  }
}
