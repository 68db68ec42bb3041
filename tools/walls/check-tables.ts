import type pg from 'pg';

/** Tables that belong to no authority, functions that run as their owner, and policies for the owner alone: each one reviewed and named, with its room. */
export type TableExceptions = { readonly tenantFree: readonly string[]; readonly definers: readonly string[]; readonly policies: readonly string[] };

type Table = { table: string; owner: string; tenant: boolean; rowSecurity: boolean; forced: boolean; first: string | null; unique: string[] | null; comment: string | null };
type Policy = { table: string; policy: string; roles: string[]; using: string | null; check: string | null };

const platformRoles = ['allmende_app', 'allmende_platform', 'allmende_jobs'];
// Tables of a library, guarded by its own tests; payloads hold ids only.
const foreignSchemas = ['pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker'];
const ownRows = '(tenant_id = ( SELECT kernel.tenant_id() AS tenant_id))';

/**
 * Reads the catalogue of a migrated database and says which table, policy, key or function lets one authority reach another's rows.
 * `tables` counts what was seen, so that an empty database does not pass for a safe one.
 */
export async function checkTables(client: pg.Client, exceptions: TableExceptions): Promise<{ tables: number; problems: string[] }> {
  const { rows: tables } = await client.query<Table>(tablesSql, [foreignSchemas]);
  const { rows: policies } = await client.query<Policy>(policiesSql, [foreignSchemas]);
  const problems = tables.flatMap((table) => problemsOf(table, policies.filter((policy) => policy.table === table.table), exceptions));
  const schemaOf = (name: string) => name.split('.')[0];
  for (const name of exceptions.tenantFree) {
    const isRoomThere = tables.some((table) => schemaOf(table.table) === schemaOf(name));
    if (isRoomThere && !tables.some((table) => table.table === name && !table.tenant)) problems.push(`${name} is listed as free of authorities, but there is no such table`);
  }
  const { rows: crossing } = await client.query<{ key: string; from: string; to: string }>(crossingKeysSql, [foreignSchemas]);
  problems.push(...crossing.map(({ key, from, to }) => `${key}: a foreign key from ${from} to ${to} ties two rooms together`));
  const { rows: loose } = await client.query<{ key: string; table: string }>(looseKeysSql, [foreignSchemas]);
  problems.push(...loose.map(({ key, table }) => `${key}: a foreign key of ${table} without tenant_id could point into another authority`));
  const { rows: definers } = await client.query<{ name: string; path: boolean; everybody: boolean }>(definersSql, [foreignSchemas]);
  for (const { name, path, everybody } of definers) {
    if (!exceptions.definers.includes(name)) problems.push(`${name} runs as its owner and is not on the reviewed list`);
    if (!path) problems.push(`${name} runs as its owner without a search_path of its own`);
    if (everybody) problems.push(`${name} runs as its owner for everybody: revoke it from public`);
  }
  const { rows: roles } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1) and (rolbypassrls or rolsuper)', [platformRoles]);
  problems.push(...roles.map(({ rolname }) => `${rolname} may pass by row-level security`));
  const { rows: views } = await client.query<{ view: string }>(viewsSql, [foreignSchemas]);
  problems.push(...views.map(({ view }) => `${view} is a view that reads as its owner: create it with security_invoker`));
  return { tables: tables.length, problems: problems.sort() };
}

function problemsOf(table: Table, policies: readonly Policy[], exceptions: TableExceptions): string[] {
  const problems: string[] = [];
  const report = (fault: string) => problems.push(`${table.table} ${fault}`);
  if (platformRoles.includes(table.owner)) report('belongs to a role of the running platform');
  if (table.comment === null) report('has no comment for people who see only the database');
  if (!table.tenant) {
    if (!exceptions.tenantFree.includes(table.table)) report('has no tenant_id and is not on the reviewed list of tables that belong to no authority');
    return problems;
  }
  if (!table.rowSecurity) report('has row-level security switched off');
  if (!table.forced) report('does not force row-level security on its owner');
  if (table.first !== 'tenant_id') report('has a primary key that does not begin with tenant_id');
  for (const index of table.unique ?? []) report(`has a unique key that does not begin with tenant_id: ${index}`);
  if (!policies.some((policy) => policy.roles.includes('allmende_app'))) report('has no policy for allmende_app');
  for (const policy of policies) {
    if (exceptions.policies.includes(`${table.table}.${policy.policy}`) && !policy.roles.some((role) => role === 'public' || platformRoles.includes(role))) continue;
    const isSecondDoor = policy.roles.every((role) => role === 'allmende_platform');
    if (!isSecondDoor && (policy.using ?? ownRows) !== ownRows) report(`has a policy ${policy.policy} that shows more than the authority's own rows: ${policy.using}`);
    if (!isSecondDoor && (policy.check ?? ownRows) !== ownRows) report(`has a policy ${policy.policy} that lets rows be written for others: ${policy.check}`);
  }
  return problems;
}

const tablesSql = `
  select n.nspname || '.' || c.relname as table, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as forced,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenant,
    (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as first,
    (select array_agg(i.indexrelid::regclass::text) from pg_index i left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indrelid = c.oid and i.indisunique and not i.indisprimary and a.attname is distinct from 'tenant_id') as unique,
    obj_description(c.oid, 'pg_class') as comment
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> all($1) order by 1`;

const policiesSql = `
  select n.nspname || '.' || c.relname as table, p.polname as policy,
    array(select case when role = 0 then 'public' else pg_get_userbyid(role)::text end from unnest(p.polroles) as role) as roles,
    pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname <> all($1)`;

const crossingKeysSql = `
  select k.conname as key, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to
  from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid join pg_namespace n on n.oid = f.relnamespace
  where k.contype = 'f' and f.relnamespace <> t.relnamespace and n.nspname <> all($1)`;

const looseKeysSql = `
  select k.conname as key, k.conrelid::regclass::text as table
  from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace n on n.oid = f.relnamespace
  where k.contype = 'f' and n.nspname <> all($1)
    and exists (select 1 from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id')
    and not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any(k.conkey))`;

const definersSql = `
  select n.nspname || '.' || p.proname as name, coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false) as path, has_function_privilege('public', p.oid, 'execute') as everybody
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname <> all($1) order by 1`;

const viewsSql = `
  select n.nspname || '.' || c.relname as view from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and n.nspname <> all($1) and not coalesce(array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on)', false)`;
