'use strict';
// Signs people in to the editor through the platform (OpenID Connect), and out again when the platform says that their sign-in is over.

const { randomBytes } = require('node:crypto');

const HOURS = 3_600_000;
const MOST_AT_ONCE = 20;
const LONGEST_MS = 12 * HOURS;
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

const MARK = 'allowed-in';

/**
 * Parts of Node-RED's settings: `strategy` for `adminAuth`, `find` for its `users`, and `middleware` for `httpAdminMiddleware`, which hears of the end of a sign-in at `/auth/logout` and leads whoever signed out of the editor to `leave`, and so
 * on to the platform's sign-out. `metadata` is where the provider describes itself, `load` gives the libraries, as they are modules of the newer kind.
 */
function createSignOn({ metadata, clientId, clientSecret, address, load }) {
  const callback = `${address}/auth/strategy/callback`;
  // By name, with all sign-ins of the person that have not ended. In memory only: after a restart everybody is asked again, which costs them no click.
  const people = new Map();
  let ready;

  const provider = () => {
    ready ??= open().catch((error) => { ready = undefined; throw error; });
    return ready;
  };
  const open = async () => {
    const { openid, jose } = await load();
    // Within one machine it is asked by plain HTTP.
    const config = await openid.discovery(new URL(metadata), clientId, undefined, openid.ClientSecretBasic(clientSecret), { execute: metadata.startsWith('http:') ? [openid.allowInsecureRequests] : [] });
    const { issuer, jwks_uri: keys, end_session_endpoint: signOut } = config.serverMetadata();
    return { openid, jose, config, issuer, signOut, keys: jose.createRemoteJWKSet(new URL(keys)) };
  };

  // What passport expects of a strategy; passport adds `redirect`, `success`, `fail` and `error`.
  class Strategy {
    name = 'platform';

    constructor(_options, verify) { this.verify = verify; }

    authenticate(request) {
      const asked = 'code' in request.query || 'error' in request.query ? this.finish(request) : this.begin(request);
      asked.catch((error) => this.error(error));
    }

    async begin(request) {
      const { openid, config } = await provider();
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const expectedState = openid.randomState();
      const expectedNonce = openid.randomNonce();
      const url = await openid.buildAuthorizationUrlWithPAR(config, {
        redirect_uri: callback, scope: 'openid profile groups', state: expectedState, nonce: expectedNonce, code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256',
      });
      request.session.platform = { pkceCodeVerifier, expectedState, expectedNonce };
      this.redirect(url.href);
    }

    async finish(request) {
      const { openid, config } = await provider();
      const begun = request.session.platform;
      delete request.session.platform;
      if (!begun) return this.fail('the sign-in was begun in another browser');
      const url = new URL(callback);
      url.search = new URL(request.originalUrl, address).search;
      const tokens = await openid.authorizationCodeGrant(config, url, begun);
      const claims = tokens.claims();
      const person = { username: claims.preferred_username ?? claims.sub, permissions: '*' };
      const mark = randomBytes(32).toString('base64url');
      const signIns = [...(people.get(person.username)?.signIns ?? []), { sub: claims.sub, sid: claims.sid, mark, idToken: tokens.id_token, until: Date.now() + LONGEST_MS }];
      people.set(person.username, { person, signIns: signIns.slice(-MOST_AT_ONCE) });
      request.res.append('set-cookie', `${MARK}=${mark}; Path=/auth/leave; HttpOnly; SameSite=Lax${address.startsWith('https:') ? '; Secure' : ''}`);
      this.verify(person, (error, user) => (error ? this.error(error) : user ? this.success(user) : this.fail('no access')));
      return undefined;
    }
  }

  /** Who is signed in by this name; null for everybody else. */
  const find = async (username) => {
    drop((one) => one.until <= Date.now());
    return people.get(username)?.person ?? null;
  };

  /** Forgets sign-ins, and those who have none left. */
  const drop = (isOver) => {
    for (const [username, one] of people) {
      one.signIns = one.signIns.filter((signIn) => !isOver(signIn));
      if (one.signIns.length === 0) people.delete(username);
    }
  };

  /** OpenID Connect Back-Channel Logout 1.0 § 2.6. */
  const end = async (token) => {
    const { jose, keys, issuer } = await provider();
    const { payload } = await jose.jwtVerify(token, keys, { issuer, audience: clientId, typ: 'logout+jwt', algorithms: ['RS256'], maxTokenAge: '2 minutes', clockTolerance: 30 });
    if (payload.nonce !== undefined || typeof payload.events?.[LOGOUT] !== 'object' || (payload.sid === undefined && payload.sub === undefined)) throw new Error('this is no logout token');
    drop((one) => (payload.sid === undefined ? one.sub === payload.sub : one.sid === payload.sid));
  };

  /** Where whoever has signed out of the editor signs out of the platform (OpenID Connect RP-Initiated Logout 1.0); a provider without that leaves the gateway, which asks. */
  const wayOut = async (cookies) => {
    const mark = new RegExp(`(?:^|;\\s*)${MARK}=([\\w-]+)`, 'u').exec(cookies ?? '')?.[1];
    const signIn = [...people.values()].flatMap((one) => one.signIns).find((one) => one.mark === mark);
    drop((one) => one === signIn);
    const { signOut } = await provider();
    if (!signOut) return '/.allmende/leave';
    const url = new URL(signOut);
    url.search = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: `${address}/`, ...(signIn ? { id_token_hint: signIn.idToken } : {}) });
    return url.href;
  };

  const middleware = (request, response, next) => {
    if (request.method === 'GET' && request.path === '/auth/leave') {
      wayOut(request.headers.cookie).then((to) => response.set({ 'cache-control': 'no-store', 'set-cookie': `${MARK}=; Path=/auth/leave; Max-Age=0` }).redirect(303, to), next);
      return undefined;
    }
    if (request.method !== 'POST' || request.path !== '/auth/logout') return next();
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part) => { if (body.length < 16_384) body += part; });
    request.on('end', () => {
      end(new URLSearchParams(body).get('logout_token') ?? '').then(() => response.status(200).end(), () => response.status(400).end());
    });
    return undefined;
  };

  return { leave: '/auth/leave', strategy: { name: 'platform', label: 'Anmelden', autoLogin: true, strategy: Strategy, options: {} }, find, middleware, longestSeconds: LONGEST_MS / 1000 };
}

module.exports = { createSignOn };
