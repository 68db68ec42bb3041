import { tenantId } from '@allmende/database';
import { definePage, sessionCookieName, show, type AnyPage } from '@allmende/http';
import { endSession } from '@allmende/identity';
import { withQuery } from '@allmende/tenancy';
import { Type, type Static } from 'typebox';
import { readSignOutWish } from '../../actions/read-sign-out-wish.ts';
import { PREFIX } from '../../domain/issuer.ts';
import type { AddressesOf } from '../../domain/ports.ts';
import { askView, signedOutView } from './sign-out.view.ts';

const params = Type.Object({ issuer: Type.String({ format: 'uuid' }) });
const text = (most: number) => Type.Optional(Type.String({ maxLength: most }));
const query = Type.Object({ id_token_hint: text(8000), client_id: text(100), post_logout_redirect_uri: text(2000), state: text(500) });

/** Where an app sends people who sign out there: they confirm, and their session ends at the platform and so at every app. A link alone signs nobody out. */
export function signOutPages(addressesOf: AddressesOf): AnyPage[] {
  const rateLimit = { max: 120, windowMs: 60_000 };
  const wishOf = (request: { readonly ctx: Parameters<typeof readSignOutWish>[0]; readonly params: Static<typeof params>; readonly query: Static<typeof query> }) => readSignOutWish(request.ctx, addressesOf, { tenant: tenantId(request.params.issuer), query: request.query });
  return [
    definePage({
      method: 'GET', path: `/${PREFIX}/:issuer/end-session`, access: 'anyone', params, query, rateLimit,
      async handle(request) {
        const wish = await wishOf(request);
        if (request.actor.kind !== 'staff') return show(signedOutView(wish, request), wish.goOnTo === undefined ? {} : { goOnTo: wish.goOnTo });
        return show(askView({ ...wish, action: withQuery(`/${PREFIX}/${request.params.issuer}/end-session/confirm`, request.query), csrf: request.csrf }, request));
      },
    }),
    definePage({
      method: 'POST', path: `/${PREFIX}/:issuer/end-session/confirm`, access: 'anyone', params, query, rateLimit,
      async handle(request) {
        const name = sessionCookieName(request.ctx.config.publicAddress.startsWith('https:'));
        const token = request.cookies.get(name);
        if (token !== undefined) await endSession(request.ctx, token);
        request.cookies.clear(name);
        const wish = await wishOf(request);
        return show(signedOutView(wish, request), wish.goOnTo === undefined ? {} : { goOnTo: wish.goOnTo });
      },
    }),
  ];
}
