import { rows, type TenantTx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { Advisory } from '../domain/supply-chain/advisory.ts';
import type { VettingTables } from './tables.ts';

/** An import of known vulnerabilities. */
export type AdvisoryImport = { readonly id: string; readonly hash: string; readonly advisories: number; readonly unreadable: number; readonly importedAt: Date; readonly importedOn: PlainDate };

/** Writes advisories by package; an older state never takes the place of a newer one. */
export async function saveAdvisories(tx: TenantTx, advisories: readonly Advisory[]): Promise<void> {
  const given = advisories.flatMap((advisory) => [...new Map(advisory.affected.map((one) => [`${one.ecosystem} ${one.name}`, one])).values()].map(({ ecosystem, name }) => ({ ecosystem, package: name, id: advisory.id, modified: advisory.modified, advisory })));
  for (let from = 0; from < given.length; from += 500) {
    await tx.client.query(`
      insert into vetting.advisory (tenant_id, ecosystem, package, id, modified, advisory)
        select $1, ecosystem, package, id, modified, advisory from jsonb_to_recordset($2::jsonb) as given (ecosystem text, package text, id text, modified timestamptz, advisory jsonb)
      on conflict (tenant_id, ecosystem, package, id) do update set modified = excluded.modified, advisory = excluded.advisory where vetting.advisory.modified < excluded.modified`,
    [tx.tenant, JSON.stringify(given.slice(from, from + 500)).replaceAll('\\u0000', '')]);
  }
}

/** The advisories on some packages. */
export async function advisoriesOn(tx: TenantTx, packages: readonly { readonly ecosystem: string; readonly name: string }[]): Promise<Advisory[]> {
  const { rows: found } = await tx.client.query<{ advisory: Advisory }>(`
    select distinct on (id) advisory from vetting.advisory join jsonb_to_recordset($2::jsonb) as asked (ecosystem text, name text) on asked.ecosystem = advisory.ecosystem and asked.name = advisory.package
    where tenant_id = $1 order by id, modified desc`, [tx.tenant, JSON.stringify(packages).replaceAll('\\u0000', '')]);
  return found.map(({ advisory }) => advisory);
}

/** Writes that a file was imported. */
export async function insertAdvisoryImport(tx: TenantTx, one: AdvisoryImport, by: string): Promise<void> {
  await rows<VettingTables>(tx).insertInto('vetting.advisory_import').values({
    tenant_id: tx.tenant, id: one.id, hash: one.hash, advisories: one.advisories, unreadable: one.unreadable, imported_at: one.importedAt, imported_on: one.importedOn, imported_by: by,
  }).execute();
}

/** The imports, the newest first; at most 20. */
export async function listAdvisoryImports(tx: TenantTx): Promise<AdvisoryImport[]> {
  return rows<VettingTables>(tx).selectFrom('vetting.advisory_import').select(['id', 'hash', 'advisories', 'unreadable', 'imported_at as importedAt', 'imported_on as importedOn']).where('tenant_id', '=', tx.tenant)
    .orderBy('imported_at', 'desc').orderBy('id', 'desc').limit(20).execute();
}
