import { isUuid, tenantId } from '@allmende/database';
import { sessionCookieName, type MountedServer } from '@allmende/http';
import { findLivingSession } from '@allmende/identity';
import { browsing } from '../actions/artefact-adapter.ts';
import type { Issuers } from '../actions/issuers.ts';
import { PREFIX } from '../domain/issuer.ts';

/** Serves the provider of each authority below `/oidc/<id>`. */
export function serveIssuer(issuers: Issuers): MountedServer {
  return {
    name: PREFIX,
    // All instances on one machine come from one address.
    rateLimit: { max: 6_000, windowMs: 60_000 },
    answer: async (request, response, { house, target, cookie, remoteAddress }) => {
      const [, tenant = ''] = /^\/([^/?]+)(?=\/)/u.exec(target) ?? [];
      const provider = isUuid(tenant) ? await issuers.open(house, tenantId(tenant)) : undefined;
      if (!provider) return false;
      const { host, protocol } = new URL(house.config.publicAddress);
      // The addresses that it names are always those of the issuer, whatever the request says.
      Object.assign(request.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-for': remoteAddress });
      delete request.headers['x-forwarded-host'];
      const token = cookie(sessionCookieName(protocol === 'https:'));
      const session = token === undefined ? undefined : await findLivingSession(house, token);
      const platformSession = session?.tenants.includes(tenantId(tenant)) === true ? session.sessionId : undefined;
      Object.assign(request, { originalUrl: request.url });
      request.url = target.slice(tenant.length + 1);
      await browsing.run({ platformSession }, () => provider.callback()(request, response));
      return true;
    },
  };
}
