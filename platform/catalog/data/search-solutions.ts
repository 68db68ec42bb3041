import type { Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { facetNames, type FacetName } from '../domain/facet.ts';
import type { QueryWord } from '../domain/search-text.ts';
import type { SolutionCard } from '../domain/solution.ts';
import type { FacetCount, FacetIndex } from './facet-index.ts';
import { storableJson } from './storable-json.ts';

/** What to find: words (all must fit) and facet values (all must fit). */
export type SolutionQuery = {
  words: readonly QueryWord[];
  filters: readonly { facet: FacetName; value: string }[];
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

/** Finds solutions by words and their beginnings, in all languages, best first; with the counts of all facets among the hits. */
export async function searchSolutions(tx: Tx, index: FacetIndex, query: SolutionQuery): Promise<SolutionHits> {
  const parameters = new Parameters();
  const conditions = [
    ...(query.words.length > 0 ? ['search @@ (select words from asked)'] : []),
    ...(query.filters.length > 0 ? [`facets @> ${await filterIds(tx, query, parameters)}`] : []),
  ];
  if (query.words.length === 0) {
    // Without words everything has the same rank, and the counts of an unfiltered store are kept ready.
    return run(tx, index, query, parameters, { asked: '', where: conditions, order: 'standing desc, name_folded, number', score: '0::real' });
  }
  const words = query.words.map(({ typed, folded }) => {
    // A beginning of one or two letters fits half the store: such words must fit whole.
    const beginning = folded.length >= 3 ? ':*' : '';
    return `(to_tsquery('simple', ${parameters.add(`'${folded}'${beginning}`)}) || to_tsquery('german', ${parameters.add(`'${typed}'${beginning}`)}) || to_tsquery('english', ${parameters.add(`'${typed}'${beginning}`)}))`;
  });
  const asked = `asked as materialized (select ${words.join(' && ')} as words), `;
  return run(tx, index, query, parameters, { asked, where: conditions, order: 'score desc, standing desc, name_folded, number', score: 'ts_rank(head, (select words from asked))' });
}

/** Finds solutions whose names resemble the words, or hold them inside a longer word: for a query that nothing fits. */
export async function searchSimilarSolutions(tx: Tx, index: FacetIndex, query: SolutionQuery): Promise<SolutionHits> {
  if (query.words.length === 0) return { total: 0, cards: [], facets: [] };
  const parameters = new Parameters();
  const whole = parameters.add(query.words.map(({ folded }) => folded).join(' '));
  const inside = query.words.map(({ folded }) => `head_folded like ${parameters.add(`%${folded}%`)}`).join(' and ');
  const filters = query.filters.length > 0 ? [`facets @> ${await filterIds(tx, query, parameters)}`] : [];
  return run(tx, index, query, parameters, {
    asked: '', where: [`((${inside}) or ${whole} OPERATOR(public.<%) head_folded)`, ...filters], order: 'score desc, standing desc, name_folded, number', score: `public.word_similarity(${whole}, head_folded)`,
  });
}

async function run(tx: Tx, index: FacetIndex, query: SolutionQuery, parameters: Parameters, parts: { asked: string; where: readonly string[]; order: string; score: string }): Promise<SolutionHits> {
  const where = parts.where.length > 0 ? `where ${parts.where.join(' and ')}` : '';
  const today = `${parameters.add(query.on)}::date`;
  // Counting the facets of ten thousand hits takes the database 40 ms and this process 2: it hands over the numbers of the hits only.
  const { rows } = await tx.client.query<{ edition: number; total: number; cards: readonly SolutionCard[] | null; hits: string | null }>(`
    with ${parts.asked}
      hit as ${where === '' ? 'not materialized' : 'materialized'} (select number, standing, name_folded, ${parts.score} as score from catalog.search_entry ${where}),
      page as (select number, row_number() over (order by ${parts.order}) as place from hit order by ${parts.order} limit ${parameters.add(query.limit)} offset ${parameters.add(query.offset)})
    select (select number from catalog.edition) as edition, (select count(*)::integer from hit) as total, ${where === '' ? 'null' : "(select string_agg(number::text, ',') from hit)"} as hits,
      (select json_agg(json_build_object(
          'slug', found.slug, 'name', found.name, 'origin', found.origin, 'categories', found.listing -> 'categories', 'licence', found.listing -> 'licence' ->> 'expression',
          'developmentStatus', found.listing ->> 'developmentStatus', 'shortDescription', coalesce(told.value ->> 'shortDescription', ''), 'shortDescriptionLanguage', told.key,
          'users', (select count(distinct authority) from catalog.solution_use as used where used.solution = found.slug and since <= ${today} and (until is null or until >= ${today}))
        ) order by page.place)
        from page join catalog.solution as found using (number) left join lateral (
          select key, value from jsonb_each(found.listing -> 'descriptions')
          order by (split_part(key, '-', 1) = ${parameters.add(query.language)}) desc, (split_part(key, '-', 1) = 'de') desc, (split_part(key, '-', 1) = 'en') desc, key limit 1
        ) as told on true) as cards`, parameters.values);
  const found = rows[0];
  const counts = await index.count(tx, found?.edition ?? 0, where === '' ? 'all' : (found?.hits ?? ''));
  const order = new Map(facetNames.map((name, at) => [name, at]));
  const facets = counts.toSorted((a, b) => (order.get(a.facet) ?? 0) - (order.get(b.facet) ?? 0) || b.count - a.count || (a.value < b.value ? -1 : 1));
  return { total: found?.total ?? 0, cards: found?.cards ?? [], facets };
}

// A value that no solution has becomes an id that none has, so that the search finds nothing instead of everything.
async function filterIds(tx: Tx, query: SolutionQuery, parameters: Parameters): Promise<string> {
  const { rows } = await tx.client.query<{ id: number | null }>(
    'select kept.id from jsonb_to_recordset($1::jsonb) as given (facet text, value text) left join catalog.facet as kept using (facet, value)', [storableJson(query.filters)]);
  return `${parameters.add(rows.map(({ id }) => id ?? -1))}::integer[]`;
}

class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
