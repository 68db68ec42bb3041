import { definePage, show } from '@allmende/http';
import { Type } from 'typebox';
import { describeRegister } from '../../actions/describe-register.ts';
import { listVanishedPlaces } from '../../actions/list-vanished-places.ts';
import { searchPlaces } from '../../actions/search-places.ts';
import { correctRegister } from '../../domain/permissions.ts';
import { registerView } from './register.view.ts';

export const registerPage = definePage({
  method: 'GET', path: '/operator/register', access: correctRegister, query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 80 })) }),
  async handle(request) {
    const { ctx, query } = request;
    const [{ edition, counts }, vanished, found] = await Promise.all([describeRegister(ctx), listVanishedPlaces(ctx), query.q ? searchPlaces(ctx, { query: query.q, limit: 25 }) : undefined]);
    return show(registerView({ edition, counts, vanished, query: query.q, hits: found?.hits.map(({ place }) => place) ?? [] }, request));
  },
});
