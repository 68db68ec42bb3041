import type { Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { facetNames } from '../domain/facet.ts';
import type { QueryWord } from '../domain/search-text.ts';
import type { SolutionCard } from '../domain/solution.ts';
import type { FacetCount, FacetFilter, FacetIndex } from './facet-index.ts';

/** What to find: words (all must fit) and facet values (all must fit). */
export type SolutionQuery = {
  words: readonly QueryWord[];
  filters: readonly FacetFilter[];
  /** Language of the short description, such as `de`. */
  language: string;
  /** The day on which users are counted. */
  on: PlainDate;
  offset: number;
  limit: number;
};

export type SolutionHits = {
  total: number;
  cards: readonly SolutionCard[];
  /** By facet, most frequent first. */
  facets: readonly FacetCount[];
};

/** Finds solutions by words and their beginnings, in all languages, best first; with the counts of all facets among the hits. Without words the whole store, in its order. */
export async function searchSolutions(tx: Tx, index: FacetIndex, query: SolutionQuery): Promise<SolutionHits> {
  if (query.words.length === 0) return hitsOf(tx, index, query, index.having(query.filters));
  const values: string[] = [];
  const words = query.words.map(({ typed, folded }) => {
    // A beginning of one or two letters fits half the store: such words must fit whole.
    const beginning = folded.length >= 3 ? ':*' : '';
    values.push(`'${folded}'${beginning}`, `'${typed}'${beginning}`);
    return `(to_tsquery('simple', $${values.length - 1}) || to_tsquery('german', $${values.length}) || to_tsquery('english', $${values.length}))`;
  });
  return hitsOf(tx, index, query, await ranked(tx, index, query, values,
    `with asked as materialized (select ${words.join(' && ')} as words)`, 'search @@ (select words from asked)', 'ts_rank(head, (select words from asked))'));
}

/** Finds solutions by the words of names and short descriptions that resemble the asked ones or hold them inside: for a query that nothing fits. All words must resemble something. */
export async function searchSimilarSolutions(tx: Tx, index: FacetIndex, query: SolutionQuery): Promise<SolutionHits> {
  const { rows: resembling } = await tx.client.query<{ words: readonly string[] }>(`
    select array(
      select word from catalog.word where word like '%' || asked || '%' or word OPERATOR(public.%) asked
      order by public.similarity(word, asked) desc, word limit 20) as words
    from unnest($1::text[]) as asked`, [query.words.map(({ folded }) => folded)]);
  if (resembling.some(({ words }) => words.length === 0)) return { total: 0, cards: [], facets: [] };
  const asked = resembling.map(({ words }) => `(${words.map((word) => `'${word}'`).join(' | ')})`).join(' & ');
  return hitsOf(tx, index, query, await ranked(tx, index, query, [asked], '', "search @@ to_tsquery('simple', $1)", "ts_rank(head, to_tsquery('simple', $1))"));
}

// The database hands over the numbers of the hits only: counting the facets of ten thousand takes it 40 ms, and this process 2.
async function ranked(tx: Tx, index: FacetIndex, query: SolutionQuery, values: readonly string[], before: string, condition: string, score: string): Promise<readonly number[]> {
  const { rows } = await tx.client.query<{ numbers: string | null }>(`${before}
    select string_agg(number::text, ',' order by score desc, standing desc, name_folded, number) as numbers
    from (select number, standing, name_folded, ${score} as score from catalog.search_entry where ${condition}) as hit`, [...values]);
  const numbers = (rows[0]?.numbers ?? '').split(',').filter((number) => number !== '').map(Number);
  if (query.filters.length === 0) return numbers;
  const fitting = new Set(index.having(query.filters));
  return numbers.filter((number) => fitting.has(number));
}

async function hitsOf(tx: Tx, index: FacetIndex, query: SolutionQuery, numbers: readonly number[]): Promise<SolutionHits> {
  const page = numbers.slice(query.offset, query.offset + query.limit);
  const { rows: cards } = await tx.client.query<SolutionCard>(`
    select found.slug, found.name, found.origin, found.listing -> 'categories' as categories, found.listing -> 'licence' ->> 'expression' as licence,
      found.listing ->> 'developmentStatus' as "developmentStatus", coalesce(told.value ->> 'shortDescription', '') as "shortDescription", told.key as "shortDescriptionLanguage",
      (select count(distinct authority)::integer from catalog.solution_use as used where used.solution = found.slug and since <= $2::date and (until is null or until >= $2::date)) as users
    from unnest($1::integer[]) with ordinality as page (number, place) join catalog.solution as found using (number) left join lateral (
      select key, value from jsonb_each(found.listing -> 'descriptions')
      order by (split_part(key, '-', 1) = $3) desc, (split_part(key, '-', 1) = 'de') desc, (split_part(key, '-', 1) = 'en') desc, key limit 1
    ) as told on true
    order by page.place`, [page, query.on, query.language]);
  const order = new Map(facetNames.map((name, at) => [name, at]));
  const facets = index.count(numbers).toSorted((a, b) => (order.get(a.facet) ?? 0) - (order.get(b.facet) ?? 0) || b.count - a.count || (a.value < b.value ? -1 : 1));
  return { total: numbers.length, cards, facets };
}
