import type { Database, Tx } from '@allmende/database';
import type { FacetName } from '../domain/facet.ts';

/** How many of the hits have a value. */
export type FacetCount = { facet: FacetName; value: string; count: number };

/** One value that a solution can be filtered by. */
export type FacetFilter = { facet: FacetName; value: string };

/** Remembers the facets and the order of all solutions of one edition of the catalogue, so that browsing and counting happen in this process. About 100 bytes a solution. */
export type FacetIndex = {
  /** The numbers of the solutions that have all these values, in the order of the store. */
  having(filters: readonly FacetFilter[]): readonly number[];
  /** Counts the facets of the solutions with these numbers. */
  count(numbers: readonly number[]): readonly FacetCount[];
};

const indexes = new WeakMap<Pick<Database, 'withoutTenant'>, { edition: string; index: FacetIndex }>();

/** The index of a database's catalogue as this transaction sees it; read anew when the catalogue's edition has moved. */
export async function facetIndexOf(database: Pick<Database, 'withoutTenant'>, tx: Tx): Promise<FacetIndex> {
  // The edition first: if an import ends in between, the index is newer than its mark and is read once more.
  const { rows: [edition] } = await tx.client.query<{ number: string }>('select number from catalog.edition');
  const current = String(edition?.number ?? 0);
  const known = indexes.get(database);
  if (known?.edition === current) return known.index;
  const index = await load(tx);
  indexes.set(database, { edition: current, index });
  return index;
}

async function load(tx: Tx): Promise<FacetIndex> {
  const { rows: solutions } = await tx.client.query<{ number: number; facets: string }>(
    "select number, array_to_string(facets, ',') as facets from catalog.search_entry order by standing desc, name_folded, number");
  const { rows: names } = await tx.client.query<{ id: number } & FacetFilter>('select id, facet, value from catalog.facet');
  const facets: (Uint32Array | undefined)[] = [];
  for (const { number, facets: ids } of solutions) facets[number] = Uint32Array.from(ids === '' ? [] : ids.split(','), Number);
  const ids = new Map(names.map(({ id, facet, value }) => [`${facet} ${value}`, id]));
  const highest = Math.max(0, ...names.map(({ id }) => id));
  const ordered = solutions.map(({ number }) => number);
  const count = (numbers: readonly number[]): readonly FacetCount[] => {
    const counts = new Uint32Array(highest + 1);
    for (const number of numbers) for (const facet of facets[number] ?? []) counts[facet] = (counts[facet] ?? 0) + 1;
    return names.flatMap(({ id, facet, value }) => ((counts[id] ?? 0) > 0 ? [{ facet, value, count: counts[id] ?? 0 }] : []));
  };
  const everything = count(ordered);
  return {
    having(filters) {
      // A value that no solution has becomes an id that none has, so that the search finds nothing instead of everything.
      const wanted = filters.map(({ facet, value }) => ids.get(`${facet} ${value}`) ?? -1);
      return wanted.length === 0 ? ordered : ordered.filter((number) => wanted.every((id) => facets[number]?.includes(id) === true));
    },
    count: (numbers) => (numbers === ordered ? everything : count(numbers)),
  };
}
