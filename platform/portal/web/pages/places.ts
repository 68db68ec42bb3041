import { definePage, redirect, show } from '@allmende/http';
import { searchAuthorities } from '@allmende/register';
import { Type } from 'typebox';
import { findPlaces } from '../../actions/find-places.ts';
import { placesView } from './places.view.ts';

/** Search for one's place; the one that is meant without doubt opens at once. */
export const placesPage = definePage({
  method: 'GET', path: '/places', access: 'anyone', speaksAll: true, query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) }),
  async handle({ ctx, query: { q = '' }, language, urlFor }) {
    const query = q.trim();
    const [found, authorities] = await Promise.all([findPlaces(ctx, { query }), searchAuthorities(ctx, { query, limit: 8 }).then((all) => all.filter(({ kind }) => kind !== 'town'))]);
    if (found.only) return redirect(urlFor.place(found.only.slug));
    return show(placesView({ query, found, authorities, hasMore: found.hasMore }, { locale: language, urlFor }));
  },
});
