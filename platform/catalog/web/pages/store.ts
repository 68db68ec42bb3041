import { definePage, show } from '@allmende/http';
import { searchCatalog } from '../../actions/search-catalog.ts';
import { chosenFacets, StoreQuery } from '../store-query.ts';
import { listOwnAuthorities } from '../../actions/list-own-authorities.ts';
import { storeView } from './store.view.ts';

export const storePage = definePage({
  method: 'GET', path: '/store', access: 'anyone', query: StoreQuery,
  async handle(request) {
    const { ctx, query, locale } = request;
    const [result, own] = await Promise.all([
      searchCatalog(ctx, { query: query.q ?? '', facets: chosenFacets(query), language: locale, page: Number(query.page ?? 1) }),
      listOwnAuthorities(ctx),
    ]);
    return show(storeView({ result, query, own: own.map(({ slug, name }) => ({ slug, name })) }, request));
  },
});
