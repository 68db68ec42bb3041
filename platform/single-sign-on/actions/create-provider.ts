import { createHmac, hkdfSync } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { SecretKey } from '@allmende/secrets';
import { interactionPolicy, Provider, type AdapterPayload, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { findClient } from './find-client.ts';
import { findPerson } from './find-person.ts';
import type { SigningKey } from './signing-keys.ts';
import { metadataBehindDoor } from '../domain/door.ts';
import { issuerAddress, PREFIX } from '../domain/issuer.ts';
import type { AddressesOf } from '../domain/ports.ts';
import { artefactAdapter, browsing } from './artefact-adapter.ts';
import { tellInstance } from '../clients/tell-instance.ts';

/** Names of the provider's cookies; each authority has its own path. */
export const COOKIES = { session: 'allmende-oidc-session', interaction: 'allmende-oidc-interaction', resume: 'allmende-oidc-resume' } as const;

/** Scopes that an app may ask for; all are given, as the instance is the authority's own. */
export const SCOPES = ['openid', 'offline_access', 'profile', 'email', 'roles', 'groups'] as const;

const DISCOVERY = '/.well-known/openid-configuration';
const HOURS = 3600;
// Tokens live as long as the platform's session at most: each use asks for it.
const LIFETIMES = { AccessToken: 900, AuthorizationCode: 60, IdToken: 900, Interaction: HOURS, RefreshToken: 12 * HOURS, Session: 12 * HOURS, Grant: 12 * HOURS, PushedAuthorizationRequest: 60 };

/** The provider of an authority with its keys of now. */
export function createProvider(house: House, issuer: { readonly tenant: TenantId; readonly vault: SecretKey; readonly keys: readonly SigningKey[]; readonly addressesOf: AddressesOf }): Provider {
  const { tenant, vault } = issuer;
  const address = issuerAddress(house.config.publicAddress, tenant);
  const own = (purpose: string) => Buffer.from(hkdfSync('sha256', vault, tenant, `single-sign-on/${purpose}`, 32));
  const pairwise = own('subjects');
  const provider = new Provider(address, {
    adapter: (kind: string) => (kind === 'Client' ? clientAdapter(house, issuer) : artefactAdapter(house, tenant, vault, kind)),
    jwks: { keys: issuer.keys as never },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientDefaults: { token_endpoint_auth_method: 'client_secret_basic' },
    scopes: [...SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'], roles: ['roles'], groups: ['groups'] },
    // Many apps read the ID token alone.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx, accountId, client) => createHmac('sha256', pairwise).update(`${client.clientId} ${accountId}`).digest('base64url'),
    sectorIdentifierUriValidate: () => false,
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => true,
    features: {
      devInteractions: { enabled: false }, dPoP: { enabled: false }, resourceIndicators: { enabled: false }, rpInitiatedLogout: { enabled: false },
      backchannelLogout: { enabled: true }, claimsParameter: { enabled: true }, pushedAuthorizationRequests: { enabled: true }, revocation: { enabled: true }, userinfo: { enabled: true },
    },
    // People confirm on a page of ours, and the platform's own session ends: the provider's, which hangs on it, goes along.
    discovery: { end_session_endpoint: `${address}/end-session` },
    ttl: LIFETIMES,
    cookies: {
      names: COOKIES, keys: [own('cookies').toString('base64url')],
      long: { path: `/${PREFIX}/${tenant}`, httpOnly: true, sameSite: 'lax', signed: true }, short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    interactions: { url: (_ctx, interaction) => `/${PREFIX}/${tenant}/enter/${interaction.uid}`, policy: policy() },
    findAccount: async (ctx, accountId) => {
      const person = await findPerson(house, { tenant, instance: ctx.oidc.client?.clientId ?? '', accountId });
      return person && { accountId, claims: async () => ({ sub: accountId, name: person.name, preferred_username: person.email, email: person.email, roles: [...person.roles], groups: [...person.groups] }) };
    },
    renderError: (ctx, out) => {
      ctx.status = 303;
      ctx.redirect(`/${PREFIX}/${tenant}/problem?error=${encodeURIComponent(out.error)}`);
    },
    // The only requests of its own: the end of a sign-in, to an instance. Everything else stays here.
    fetch: (url, options) => tellInstance(house, tenant, String(url), options),
  } satisfies Configuration);
  provider.proxy = true;
  provider.use(async (ctx, next) => {
    await next();
    const door = browsing.getStore()?.door;
    if (door !== undefined && ctx.path === DISCOVERY) ctx.body = metadataBehindDoor(ctx.body as Record<string, unknown>, door);
  });
  provider.on('server_error', (_ctx, error) => house.log.error({ err: error, tenant }, 'the single sign-on of an authority failed'));
  return provider;
}

// The page behind gives consent by itself, as the instance is the authority's own, and says so to whoever may not use it.
function policy(): interactionPolicy.DefaultPolicy {
  const base = interactionPolicy.base();
  base.get('login')?.checks.add(new interactionPolicy.Check('no_access', 'the person may not use the instance', (ctx: KoaContextWithOIDC) => ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined));
  return base;
}

function clientAdapter(house: House, { tenant, vault, addressesOf }: { readonly tenant: TenantId; readonly vault: SecretKey; readonly addressesOf: AddressesOf }) {
  const refuse = async () => { throw new Error('clients come with their instances'); };
  return {
    find: async (id: string): Promise<AdapterPayload | undefined> => {
      const client = await findClient(house, addressesOf, { tenant, id, vault });
      if (!client) return undefined;
      return {
        client_id: client.instance.id, client_secret: client.secret, client_name: client.instance.title, application_type: 'web', redirect_uris: [...client.redirectUris], response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'], subject_type: 'pairwise', sector_identifier_uri: `https://${new URL(client.redirectUris[0]).hostname}/`, id_token_signed_response_alg: 'RS256',
        ...(client.logoutUri === undefined ? {} : { backchannel_logout_uri: client.logoutUri, backchannel_logout_session_required: true }),
      } as AdapterPayload;
    },
    findByUid: async () => undefined, findByUserCode: async () => undefined, upsert: refuse, consume: refuse, destroy: refuse, revokeByGrantId: refuse,
  };
}
