import type { Config } from '@allmende/config';
import * as openid from 'openid-client';
import { ProviderFailed } from '../domain/errors.ts';
import { isStrongEnough, type OwnProvider } from '../domain/own-provider.ts';
import { guardedFetch } from '@allmende/outside';

/** What the browser keeps, sealed, between the way out and the way back. */
export type Outward = { readonly verifier: string; readonly state: string; readonly nonce: string; readonly next: string | undefined; readonly isTrial: boolean; /** The account that shows again who it is; undefined for a sign-in. */ readonly confirms?: string; readonly askedAt: number; readonly until: number };

type Where = { readonly config: Pick<Config, 'environment'> };

/**
 * The address at the authority's provider where people sign in, and what the way back needs. With `anew` the provider is told to ask the person again, whatever it remembers (OpenID Connect Core § 3.1.2.1). `max_age` makes it say
 * when that was; it is longer than anybody takes to sign in, so that no provider asks for ever. Throws ProviderFailed.
 */
export async function outwardAddress(house: Where, provider: OwnProvider, secret: string, asked: { readonly redirectUri: string; readonly anew: boolean }): Promise<{ readonly address: string } & Pick<Outward, 'verifier' | 'state' | 'nonce'>> {
  return telling(async () => {
    const config = await discover(house, provider, secret);
    const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()];
    const address = openid.buildAuthorizationUrl(config, { redirect_uri: asked.redirectUri, scope: 'openid profile email', state, nonce, code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...(provider.acr === undefined ? {} : { acr_values: provider.acr }), ...(asked.anew ? { prompt: 'login', max_age: '600' } : {}) });
    return { address: address.href, verifier, state, nonce };
  });
}

/** What the provider says of the person who came back: the claims of the ID token, with those of its other answer below. Throws ProviderFailed for every answer that does not hold. */
export async function claimsOf(house: Where, provider: OwnProvider, secret: string, came: URL, outward: Pick<Outward, 'verifier' | 'state' | 'nonce'>): Promise<Readonly<Record<string, unknown>>> {
  return telling(async () => {
    const config = await discover(house, provider, secret);
    const tokens = await openid.authorizationCodeGrant(config, came, { pkceCodeVerifier: outward.verifier, expectedState: outward.state, expectedNonce: outward.nonce, idTokenExpected: true });
    const claims = tokens.claims();
    if (!claims) throw new ProviderFailed('Der Dienst gab kein ID-Token.');
    if (!isStrongEnough(provider, claims)) throw new ProviderFailed(`Der Dienst nennt als Stärke der Anmeldung (acr) „${typeof claims['acr'] === 'string' ? claims['acr'].slice(0, 100) : 'nichts'}“. Verlangt ist: ${provider.acr ?? ''}.`);
    // Not every provider has this address, and none has to say more there.
    const more = config.serverMetadata().userinfo_endpoint === undefined ? {} : await openid.fetchUserInfo(config, tokens.access_token, claims.sub).catch(() => ({}));
    return { ...more, ...claims };
  });
}

async function discover(house: Where, provider: OwnProvider, secret: string): Promise<openid.Configuration> {
  const mayBeInside = house.config.environment !== 'production';
  return openid.discovery(new URL(provider.issuer), provider.clientId, undefined, openid.ClientSecretBasic(secret), {
    // Checked even where TLS alone would do (OpenID Connect Core § 3.1.3.7).
    execute: [openid.enableNonRepudiationChecks, ...(mayBeInside ? [openid.allowInsecureRequests] : [])],
    [openid.customFetch]: (url, options) => guardedFetch(url, { method: options.method, headers: options.headers, body: options.body, mayBeInside }),
    timeout: 10,
  });
}

async function telling<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderFailed) throw error;
    throw new ProviderFailed(reasonOf(error), { cause: error });
  }
}

// What the library says, with the depth of it: the person who connects the provider needs the exact word.
function reasonOf(error: unknown): string {
  if (error instanceof openid.AuthorizationResponseError) return `Der Dienst hat abgelehnt: ${error.error}${error.error_description ? ` (${error.error_description})` : ''}`.slice(0, 400);
  if (error instanceof openid.ResponseBodyError) return `Der Dienst hat das Token verweigert: ${error.error}${error.error_description ? ` (${error.error_description})` : ''}`.slice(0, 400);
  if (error instanceof openid.WWWAuthenticateChallengeError) return `Der Dienst hat das Token verweigert: ${error.cause.map(({ parameters }) => [parameters.error, parameters.error_description].filter((part) => part !== undefined).join(' ')).join('; ')}`.slice(0, 400);
  const inner = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error instanceof Error ? error.message : 'unbekannt'}${inner}`.slice(0, 400);
}
