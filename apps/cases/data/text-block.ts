import { rows, type TenantTx } from '@allmende/database';
import type { TextBlock } from '../domain/text-block.ts';
import type { CasesTables } from './tables.ts';

const COLUMNS = ['id', 'service', 'title', 'body', 'version', 'changed_at as changedAt', 'changed_by_name as changedBy'] as const;

/** The text blocks of a service, or of all, by service and title. */
export async function listTextBlocks(tx: TenantTx, service?: string): Promise<TextBlock[]> {
  let query = rows<CasesTables>(tx).selectFrom('cases.text_block').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('service').orderBy('title');
  if (service !== undefined) query = query.where('service', '=', service);
  return query.execute();
}

/** Reads a text block and holds it until the transaction ends. */
export async function findTextBlockForUpdate(tx: TenantTx, id: string): Promise<TextBlock | undefined> {
  return rows<CasesTables>(tx).selectFrom('cases.text_block').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

/** Saves a text block; false when another one of the service has its title. */
export async function saveTextBlock(tx: TenantTx, block: TextBlock): Promise<boolean> {
  const others = await rows<CasesTables>(tx).selectFrom('cases.text_block').where('tenant_id', '=', tx.tenant).where('service', '=', block.service).where('title', '=', block.title).where('id', '<>', block.id).select('id').executeTakeFirst();
  if (others) return false;
  const values = { service: block.service, title: block.title, body: block.body, version: block.version, changed_at: block.changedAt, changed_by_name: block.changedBy };
  await rows<CasesTables>(tx).insertInto('cases.text_block').values({ tenant_id: tx.tenant, id: block.id, ...values }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values)).execute();
  return true;
}

export async function deleteTextBlock(tx: TenantTx, id: string): Promise<void> {
  await rows<CasesTables>(tx).deleteFrom('cases.text_block').where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}
