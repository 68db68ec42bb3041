import { rows, type TenantTx } from '@allmende/database';
import { sql } from 'kysely';
import type { CasesTables } from './tables.ts';

/** The open case of a person or of nobody that is due first, those of the same service as `except` before others; cases that wait for their applicant are left alone. */
export async function findNextCase(tx: TenantTx, search: { readonly services: 'all' | ReadonlySet<string>; readonly account: string; readonly except: string | undefined }): Promise<string | undefined> {
  let query = rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('is_open', '=', true).where('state', '<>', 'waiting')
    .where((where) => where.or([where('assigned_to', 'is', null), where('assigned_to', '=', search.account)]))
    .select('id').orderBy(sql`service = (select last.service from cases.case_file as last where last.tenant_id = ${tx.tenant} and last.id = ${search.except ?? null})`, (order) => order.desc().nullsLast()).orderBy(sql`coalesce(due_on, 'infinity'::date)`).orderBy('received_at').orderBy('id').limit(1);
  if (search.services !== 'all') query = query.where('service', 'in', [...search.services]);
  if (search.except !== undefined) query = query.where('id', '<>', search.except);
  return (await query.executeTakeFirst())?.id;
}
