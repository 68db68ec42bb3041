import { isUuid, tenantId, type TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ProtocolAnswer, ProtocolRequest, ProtocolRoute } from '@allmende/http';
import { exchangeCode } from '../../actions/exchange-code.ts';
import { giveCredential } from '../../actions/give-credential.ts';
import { giveNonce } from '../../actions/give-nonce.ts';
import { giveStatusList } from '../../actions/give-status-list.ts';
import { credentialType, issuerAddress, typeAddress } from '../../domain/credential-types.ts';
import { IssuerRefusal } from '../../domain/issuer-refusal.ts';
import { fieldsOf } from './fields-of.ts';

const PRIVATE = { 'cache-control': 'no-store' };

/** OpenID4VCI 1.0 for each authority, its status lists, and what its credentials are. */
export const issuerRoutes: readonly ProtocolRoute[] = [
  {
    method: 'POST', path: '/:tenant/token',
    handle: (request) => refusable(request, async (tenant) => ({ status: 200, headers: PRIVATE, body: await exchangeCode(request.house, { tenant, address: `${issuerOf(request, tenant)}/token`, fields: fieldsOf(request.body), dpop: request.header('dpop') }) })),
  },
  { method: 'POST', path: '/:tenant/nonce', handle: (request) => refusable(request, async (tenant) => ({ status: 200, headers: PRIVATE, body: { c_nonce: await giveNonce(request.house, tenant) } })) },
  {
    method: 'POST', path: '/:tenant/credential',
    handle: (request) => refusable(request, async (tenant) => ({
      status: 200, headers: PRIVATE,
      body: { credentials: [{ credential: await giveCredential(request.house, { tenant, address: `${issuerOf(request, tenant)}/credential`, authorization: request.header('authorization'), dpop: request.header('dpop'), body: request.body }) }] },
    })),
  },
  {
    method: 'GET', path: '/:tenant/status-lists/:list',
    handle: async (request) => {
      const list = /^\d{1,6}$/u.test(request.params['list'] ?? '') ? Number(request.params['list']) : -1;
      const token = list < 0 ? undefined : await giveStatusList(request.house, { tenant: await knownTenant(request), list });
      if (token === undefined) throw new NotFound();
      return { status: 200, headers: { 'content-type': 'application/statuslist+jwt', 'cache-control': 'max-age=60', 'access-control-allow-origin': '*' }, body: token };
    },
  },
  {
    method: 'GET', path: '/types/:type',
    handle: async ({ house, params }) => {
      const type = credentialType(params['type'] ?? '');
      if (!type) throw new NotFound();
      return {
        status: 200, headers: { 'access-control-allow-origin': '*' },
        body: {
          vct: typeAddress(house.config.publicAddress, type.id), name: type.name.de, description: type.description.de,
          display: (['de', 'en'] as const).map((locale) => ({ locale, name: type.name[locale], description: type.description[locale] })),
          claims: type.claims.map(({ name, de, en }) => ({ path: [name], sd: 'always', display: [{ locale: 'de', label: de }, { locale: 'en', label: en }] })),
        },
      };
    },
  },
];

/** The authority that the address names; the same NotFound for anything else. */
export async function knownTenant({ house, params }: Pick<ProtocolRequest, 'house' | 'params'>): Promise<TenantId> {
  const text = params['tenant'] ?? '';
  if (!isUuid(text)) throw new NotFound();
  const [known] = await house.directory.namesOf([tenantId(text)]);
  if (!known) throw new NotFound();
  return known.tenant;
}

function issuerOf({ house }: ProtocolRequest, tenant: TenantId): string {
  return issuerAddress(house.config.publicAddress, tenant);
}

async function refusable(request: ProtocolRequest, answer: (tenant: TenantId) => Promise<ProtocolAnswer>): Promise<ProtocolAnswer> {
  const tenant = await knownTenant(request);
  try {
    return await answer(tenant);
  } catch (error) {
    if (!(error instanceof IssuerRefusal)) throw error;
    request.house.log.warn({ issuer: tenant, reason: error.reason }, 'a wallet was refused a credential');
    const isToken = error.error === 'invalid_token';
    return { status: isToken ? 401 : 400, headers: { ...PRIVATE, ...(isToken ? { 'www-authenticate': 'DPoP error="invalid_token", algs="ES256"' } : {}) }, body: { error: error.error } };
  }
}
