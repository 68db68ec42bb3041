import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUuid, tenantId } from '@allmende/database';
import { sessionCookieName, type MountedServer } from '@allmende/http';
import { findLivingSession } from '@allmende/identity';
import { handOver } from '../actions/hand-over.ts';
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
      if (request.method === 'POST' && isUuid(tenant) && target === `/${tenant}/end-session`) return askByGet(request, response);
      const provider = isUuid(tenant) ? await issuers.open(house, tenantId(tenant)) : undefined;
      if (!provider) return false;
      const token = cookie(sessionCookieName(house.config.publicAddress.startsWith('https:')));
      const session = token === undefined ? undefined : await findLivingSession(house, token);
      const platformSession = session?.tenants.includes(tenantId(tenant)) === true ? session.sessionId : undefined;
      await handOver(house, { provider, request, response, target: target.slice(tenant.length + 1), remoteAddress, browser: { platformSession } });
      return true;
    },
  };
}

const MOST_BYTES = 16_384;
const TOLD = ['id_token_hint', 'client_id', 'post_logout_redirect_uri', 'state'];

// An app may also send the wish to sign out as a form (RP-Initiated Logout § 2). Cookies do not come along from another site, so the browser asks again by GET.
async function askByGet(request: IncomingMessage, response: ServerResponse): Promise<true> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) break;
    parts.push(part);
  }
  if (bytes > MOST_BYTES) {
    response.writeHead(413, { connection: 'close' }).end();
    return true;
  }
  const sent = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
  const told = new URLSearchParams(TOLD.flatMap((name) => { const value = sent.get(name); return value === null ? [] : [[name, value]]; }));
  response.writeHead(303, { location: `${(request.url ?? '').split('?')[0] ?? ''}${told.size === 0 ? '' : `?${told.toString()}`}` }).end();
  return true;
}
