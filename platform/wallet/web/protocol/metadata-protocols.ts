import type { Protocol, ProtocolRequest } from '@allmende/http';
import { Openid4vciIssuer } from '@openid4vc/openid4vci';
import { allowPlainAddresses } from '../../actions/allow-plain-addresses.ts';
import { publishedKeys } from '../../actions/published-keys.ts';
import { CREDENTIAL_TYPES, issuerAddress, typeAddress } from '../../domain/credential-types.ts';
import { knownTenant } from './issuer-routes.ts';
import { refuseInWords } from './refuse-in-words.ts';

const OPEN = { 'access-control-allow-origin': '*', 'cache-control': 'max-age=300' };

const library: Openid4vciIssuer = new Openid4vciIssuer({ callbacks: { hash: notUsed, signJwt: notUsed, verifyJwt: notUsed, generateRandom: notUsed, clientAuthentication: notUsed, encryptJwe: notUsed, decryptJwe: notUsed } as never });

function notUsed(): never {
  throw new Error('only metadata is written here');
}

/** What wallets and verifiers read about an authority as issuer, at the addresses that the standards lay down: OpenID4VCI 1.0 section 12.2, RFC 8414, SD-JWT VC section 5. */
export const metadataProtocols: readonly Protocol[] = [
  metadata('openid-credential-issuer', async (request) => {
    allowPlainAddresses(request.house.config);
    const tenant = await knownTenant(request);
    const home = request.house.config.publicAddress;
    const issuer = issuerAddress(home, tenant);
    const [authority] = await request.house.directory.namesOf([tenant]);
    // The library checks the shape against the standard.
    return library.createCredentialIssuerMetadata({
      credential_issuer: issuer, credential_endpoint: `${issuer}/credential`, nonce_endpoint: `${issuer}/nonce`, display: [{ name: authority?.name ?? 'Allmende', locale: 'de' }],
      credential_configurations_supported: Object.fromEntries(CREDENTIAL_TYPES.map((type) => [type.id, {
        format: 'dc+sd-jwt', scope: type.id, vct: typeAddress(home, type.id), cryptographic_binding_methods_supported: ['jwk'], credential_signing_alg_values_supported: ['ES256'], proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
        credential_metadata: {
          display: (['de', 'en'] as const).map((locale) => ({ name: type.name[locale], description: type.description[locale], locale })),
          claims: type.claims.map(({ name, de, en }) => ({ path: [name], display: [{ name: de, locale: 'de' }, { name: en, locale: 'en' }] })),
        },
      }])) as never,
    });
  }),
  metadata('oauth-authorization-server', async (request) => {
    const issuer = issuerAddress(request.house.config.publicAddress, await knownTenant(request));
    return {
      issuer, token_endpoint: `${issuer}/token`, grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code'], response_types_supported: [], dpop_signing_alg_values_supported: ['ES256'], token_endpoint_auth_methods_supported: ['none'],
      'pre-authorized_grant_anonymous_access_supported': true,
    };
  }),
  metadata('jwt-vc-issuer', async (request) => {
    const tenant = await knownTenant(request);
    return { issuer: issuerAddress(request.house.config.publicAddress, tenant), jwks: { keys: await publishedKeys(request.house, tenant) } };
  }),
];

function metadata(name: string, read: (request: ProtocolRequest) => Promise<object>): Protocol {
  return {
    name: `.well-known/${name}`, bodyLimitBytes: 1024, rateLimit: { max: 600, windowMs: 60_000 }, refuse: refuseInWords,
    routes: [{ method: 'GET', path: '/wallet/:tenant', handle: async (request) => ({ status: 200, headers: OPEN, body: await read(request) }) }],
  };
}
