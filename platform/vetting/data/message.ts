import { rows, type TenantTx } from '@allmende/database';
import { openJson, sealJson, type DataKey } from '@allmende/secrets';
import type { VettingTables } from './tables.ts';

/** A question of the operator or an answer of the supplier. */
export type Message = { readonly id: string; readonly author: 'supplier' | 'operator'; readonly writtenAt: Date; readonly text: string };

/** Writes a message, sealed. */
export async function insertMessage(tx: TenantTx, dataKey: DataKey, solution: string, message: Message, by: string): Promise<void> {
  await rows<VettingTables>(tx).insertInto('vetting.message').values({
    tenant_id: tx.tenant, id: message.id, solution_id: solution, author: message.author, written_by: by, written_at: message.writtenAt, text: sealJson(dataKey.key, message.text, contextOf(tx, message.id)),
  }).execute();
}

/** The messages about a solution, the oldest first; at most 500. */
export async function listMessages(tx: TenantTx, dataKey: DataKey, solution: string): Promise<Message[]> {
  const found = await rows<VettingTables>(tx).selectFrom('vetting.message').select(['id', 'author', 'written_at', 'text']).where('tenant_id', '=', tx.tenant).where('solution_id', '=', solution).orderBy('written_at').orderBy('id').limit(500).execute();
  return found.map((row) => ({ id: row.id, author: row.author, writtenAt: row.written_at, text: openJson<string>(dataKey.key, row.text, contextOf(tx, row.id)) }));
}

function contextOf(tx: TenantTx, id: string): string {
  return `vetting-message:${tx.tenant}:${id}`;
}
