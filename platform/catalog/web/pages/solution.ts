import { definePage, show } from '@allmende/http';
import { listAuthorities, searchAuthorities } from '@allmende/register';
import { Type } from 'typebox';
import { getSolution } from '../../actions/get-solution.ts';
import { listOffers } from '../../actions/list-offers.ts';
import { listOwnAuthorities } from '../../actions/list-own-authorities.ts';
import { listUses } from '../../actions/list-uses.ts';
import { priceForAuthority } from '../../actions/price-for-authority.ts';
import { solutionView } from './solution.view.ts';

export const solutionPage = definePage({
  method: 'GET', path: '/store/:solution', access: 'anyone', params: Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) }),
  query: Type.Object({ authority: Type.Optional(Type.String({ maxLength: 80 })), who: Type.Optional(Type.String({ maxLength: 80 })) }),
  async handle(request) {
    const { ctx, params, query } = request;
    const solution = await getSolution(ctx, { slug: params.solution });
    const [uses, offers, own, candidates] = await Promise.all([
      listUses(ctx, { solution: solution.slug }), listOffers(ctx, { solution: solution.slug }), listOwnAuthorities(ctx), query.who ? searchAuthorities(ctx, { query: query.who, limit: 8 }) : [],
    ]);
    const asked = query.authority ?? (candidates.length === 1 ? candidates[0]?.slug : undefined) ?? (query.who === undefined ? own[0]?.slug : undefined);
    const price = offers.length === 0 || asked === undefined ? undefined : await priceForAuthority(ctx, { solution: solution.slug, authority: asked });
    const users = await listAuthorities(ctx, { ids: uses.map(({ authority }) => authority) });
    const known = new Map(users.map((one) => [one.id as string, one]));
    return show(solutionView({
      solution, offers, own, candidates, who: query.who, price,
      users: uses.flatMap(({ authority, since }) => { const user = known.get(authority); return user === undefined ? [] : [{ slug: user.slug, name: user.name, since }]; }),
    }, request));
  },
});
