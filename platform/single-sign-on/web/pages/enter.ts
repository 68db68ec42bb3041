import { tenantId } from '@allmende/database';
import { definePage, redirect, sessionCookieName, show } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { finishInteraction } from '../../actions/finish-interaction.ts';
import { COOKIES } from '../../actions/create-provider.ts';
import type { Issuers } from '../../actions/issuers.ts';
import { enterView, noAccessView, overView } from './enter.view.ts';

const params = Type.Object({ issuer: Type.String({ format: 'uuid' }), interaction: Type.String({ pattern: '^[\\w-]{20,60}$' }) });

/** Where an app sends people to sign in: the platform's own sign-in, and on to the app. */
export function enterPage(issuers: Issuers) {
  return definePage({
    method: 'GET', path: '/oidc/:issuer/enter/:interaction', access: 'signed-in', params,
    rateLimit: { max: 300, windowMs: 60_000 },
    async handle(request) {
      const { issuer, interaction } = request.params;
      const sessionToken = request.cookies.get(sessionCookieName(request.ctx.config.publicAddress.startsWith('https:')));
      const next = await finishInteraction(request.ctx, issuers, { tenant: tenantId(issuer), interaction, begun: request.cookies.get(COOKIES.interaction), sessionToken });
      if (next.kind === 'go-on') return show(enterView(next, request), { goOnTo: next.address });
      if (next.kind === 'confirm') return redirect(withQuery(request.urlFor.public('account', 'confirm'), { next: request.url }));
      return next.kind === 'no-access' ? show(noAccessView(request), { status: 403 }) : show(overView(request), { status: 400 });
    },
  });
}
