import type { TenantTx } from '@allmende/database';
import type { Subject } from '../domain/entry.ts';

/** The salts of an entry that are still there, by name. */
export async function selectSalts(tx: TenantTx, entryId: string): Promise<Map<string, Uint8Array>> {
  const { rows } = await tx.client.query<{ name: string; salt: Uint8Array }>({ text: 'select name, salt from audit.salt where tenant_id = $1 and entry_id = $2', values: [tx.tenant, entryId] });
  return new Map(rows.map((row) => [row.name, row.salt]));
}

/** Deletes the salts of one entry; returns how many there were. */
export async function deleteSalts(tx: TenantTx, entryId: string): Promise<number> {
  const { rowCount } = await tx.client.query({ text: 'delete from audit.salt where tenant_id = $1 and entry_id = $2', values: [tx.tenant, entryId] });
  return rowCount ?? 0;
}

/** Deletes the salts of all entries about a subject; returns how many there were. */
export async function deleteSaltsOfSubject(tx: TenantTx, subject: Subject): Promise<number> {
  const { rowCount } = await tx.client.query({
    text: `delete from audit.salt using audit.entry
           where salt.tenant_id = $1 and entry.tenant_id = $1 and entry.id = salt.entry_id and entry.subject_kind = $2 and entry.subject_id = $3`,
    values: [tx.tenant, subject.kind, subject.id],
  });
  return rowCount ?? 0;
}
