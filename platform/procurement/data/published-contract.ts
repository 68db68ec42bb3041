import { rows, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { ProcurementTables, PublishedOffer } from './tables.ts';

/** The part of a contract that other members see. */
export type PublishedContract = { readonly contract: string; readonly authority: string; readonly category: string; readonly offers: readonly PublishedOffer[]; readonly since: PlainDate; readonly until: PlainDate | null };

export async function publishContract(tx: Tx, contract: PublishedContract): Promise<void> {
  await tx.client.query(
    'insert into procurement.published_contract (contract, authority, category, offers, since, until) values ($1, $2, $3, $4, $5, $6)',
    [contract.contract, contract.authority, contract.category, JSON.stringify(contract.offers), contract.since, contract.until],
  );
}

export async function savePublishedEnd(tx: Tx, contract: string, until: PlainDate): Promise<void> {
  await rows<ProcurementTables>(tx).updateTable('procurement.published_contract').set({ until }).where('contract', '=', contract).execute();
}

/** Running contracts of an authority as others see them, the oldest first. */
export async function listPublishedContracts(tx: Tx, authority: string, on: PlainDate): Promise<PublishedContract[]> {
  return rows<ProcurementTables>(tx).selectFrom('procurement.published_contract').selectAll().where('authority', '=', authority)
    .where((where) => where.or([where('until', 'is', null), where('until', '>=', on)])).orderBy('since').orderBy('contract').execute();
}

/** One contract as others see it; throws NotFound. */
export async function getPublishedContract(tx: Tx, contract: string): Promise<PublishedContract> {
  const row = await rows<ProcurementTables>(tx).selectFrom('procurement.published_contract').selectAll().where('contract', '=', contract).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return row;
}

/** Authorities with a contract that runs. */
export async function listAuthoritiesWithContracts(tx: Tx): Promise<string[]> {
  return (await tx.client.query<{ authority: string }>('select distinct authority from procurement.published_contract where until is null order by authority')).rows.map((row) => row.authority);
}
