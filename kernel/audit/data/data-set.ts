import type { TenantTx } from '@allmende/database';

/** A table of the platform as its own description says it. */
export type DataSet = { readonly room: string; readonly name: string; readonly about: string; readonly perAuthority: boolean; readonly columns: readonly { readonly name: string; readonly type: string; readonly about: string | null; readonly required: boolean }[] };

/** All tables that rooms have made, by room and name, read from the database's own catalogue: what stands here is what is there. */
export async function selectDataSets(tx: TenantTx): Promise<DataSet[]> {
  const { rows } = await tx.client.query<DataSet>(`
    select space.nspname as room, class.relname as name, coalesce(obj_description(class.oid, 'pg_class'), '') as about, class.relrowsecurity as "perAuthority",
      (select jsonb_agg(jsonb_build_object('name', attribute.attname, 'type', format_type(attribute.atttypid, attribute.atttypmod), 'about', col_description(class.oid, attribute.attnum), 'required', attribute.attnotnull) order by attribute.attnum)
       from pg_attribute attribute where attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped) as columns
    from pg_class class join pg_namespace space on space.oid = class.relnamespace
    where class.relkind in ('r', 'p') and not class.relispartition and space.nspname not like 'pg\\_%' and space.nspname not in ('information_schema', 'public', 'graphile_worker', '_private')
    order by space.nspname, class.relname`);
  return rows;
}
