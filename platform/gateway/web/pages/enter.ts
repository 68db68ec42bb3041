import { definePage, sessionCookieName, show } from '@allmende/http';
import { Type } from 'typebox';
import { enterInstance } from '../../actions/enter-instance.ts';
import { NoEntry } from '../../domain/errors.ts';
import { enterView, noEntryView } from './enter.view.ts';

const query = Type.Object({ host: Type.Optional(Type.String({ maxLength: 253 })), state: Type.Optional(Type.String({ maxLength: 43 })), to: Type.Optional(Type.String({ maxLength: 2000 })) });

/** The way from an app's host to the sign-in of the platform and back. */
export const enterPage = definePage({
  method: 'GET', path: '/apps/enter', access: 'signed-in', query,
  rateLimit: { max: 300, windowMs: 60_000 },
  async handle(request) {
    const sessionToken = request.cookies.get(sessionCookieName(request.ctx.config.publicAddress.startsWith('https:')));
    try {
      const { address } = await enterInstance(request.ctx, { host: request.query.host, state: request.query.state, to: request.query.to, sessionToken });
      return show(enterView({ address }, request), { goOnTo: address });
    } catch (error) {
      if (!(error instanceof NoEntry)) throw error;
      return show(noEntryView(request), { status: 403 });
    }
  },
});
