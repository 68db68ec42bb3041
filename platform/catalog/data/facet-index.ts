import type { Database, Tx } from '@allmende/database';
import type { FacetName } from '../domain/facet.ts';

/** How many of the hits have a value. */
export type FacetCount = { facet: FacetName; value: string; count: number };

/** Remembers which facets each solution has, so that the hits of a search are counted in this process. About 100 bytes a solution; read anew when the catalogue's edition has moved. */
export type FacetIndex = {
  /** Counts the facets of the solutions with these numbers (separated by commas), or of all. */
  count(tx: Tx, edition: number, numbers: string | 'all'): Promise<readonly FacetCount[]>;
};

type Loaded = { edition: number; facets: readonly (Uint32Array | undefined)[]; names: ReadonlyMap<number, { facet: FacetName; value: string; solutions: number }>; highest: number };

const indexes = new WeakMap<Pick<Database, 'withoutTenant'>, FacetIndex>();

/** The index that belongs to a database. */
export function facetIndexOf(database: Pick<Database, 'withoutTenant'>): FacetIndex {
  let index = indexes.get(database);
  if (index === undefined) {
    index = makeIndex();
    indexes.set(database, index);
  }
  return index;
}

function makeIndex(): FacetIndex {
  let loaded: Loaded | undefined;
  return {
    async count(tx, edition, numbers) {
      if (loaded?.edition !== edition) loaded = await load(tx);
      const { facets, names, highest } = loaded;
      if (numbers === 'all') return [...names.values()].flatMap(({ facet, value, solutions }) => (solutions > 0 ? [{ facet, value, count: solutions }] : []));
      const counts = new Uint32Array(highest + 1);
      for (const number of numbers === '' ? [] : numbers.split(',')) {
        for (const facet of facets[Number(number)] ?? []) counts[facet] = (counts[facet] ?? 0) + 1;
      }
      return [...names].flatMap(([id, { facet, value }]) => ((counts[id] ?? 0) > 0 ? [{ facet, value, count: counts[id] ?? 0 }] : []));
    },
  };
}

async function load(tx: Tx): Promise<Loaded> {
  const { rows: [edition] } = await tx.client.query<{ number: number }>('select number from catalog.edition');
  const { rows: solutions } = await tx.client.query<{ number: number; facets: string }>("select number, array_to_string(facets, ',') as facets from catalog.search_entry");
  const { rows: names } = await tx.client.query<{ id: number; facet: FacetName; value: string; solutions: number }>('select id, facet, value, solutions from catalog.facet');
  const facets: (Uint32Array | undefined)[] = [];
  for (const { number, facets: ids } of solutions) facets[number] = Uint32Array.from(ids === '' ? [] : ids.split(','), Number);
  return { edition: edition?.number ?? 0, facets, names: new Map(names.map((one) => [one.id, one])), highest: Math.max(0, ...names.map(({ id }) => id)) };
}
