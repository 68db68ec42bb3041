import { rows, type TenantTx } from '@allmende/database';
import { DUE } from './inbox.ts';
import type { CasesTables } from './tables.ts';

/** The open case of a person or of nobody that is due first, those of the same service as `except` before others; cases that wait for their applicant are left alone. */
export async function findNextCase(tx: TenantTx, search: { readonly services: 'all' | ReadonlySet<string>; readonly account: string; readonly except: string | undefined }): Promise<string | undefined> {
  const files = () => rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant);
  const find = async (services: 'all' | ReadonlySet<string>) => {
    let query = files().where('is_open', '=', true).where('state', '<>', 'waiting')
      .where((where) => where.or([where('assigned_to', 'is', null), where('assigned_to', '=', search.account)]))
      .select('id').orderBy(DUE).orderBy('received_at').orderBy('id').limit(1);
    if (services !== 'all') query = query.where('service', 'in', [...services]);
    if (search.except !== undefined) query = query.where('id', '<>', search.except);
    return (await query.executeTakeFirst())?.id;
  };
  const last = search.except === undefined ? undefined : await files().where('id', '=', search.except).select('service').executeTakeFirst();
  // Asked for by itself, so that the index of deadlines leads to it.
  const ofSameService = last !== undefined && (search.services === 'all' || search.services.has(last.service)) ? await find(new Set([last.service])) : undefined;
  return ofSameService ?? find(search.services);
}
