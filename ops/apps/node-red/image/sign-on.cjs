'use strict';
// Signs people in to the editor through the platform (OpenID Connect), and out again when the platform says that their sign-in is over.

const HOURS = 3_600_000;
const LONGEST_MS = 12 * HOURS;
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * Parts of Node-RED's settings: `strategy` for `adminAuth`, `find` for its `users`, and `middleware` for `httpAdminMiddleware`, which hears of the end of a sign-in at `/auth/logout`.
 * `load` gives the libraries, as they are modules of the newer kind.
 */
function createSignOn({ issuer, clientId, clientSecret, address, load }) {
  const callback = `${address}/auth/strategy/callback`;
  // In memory only: after a restart everybody is asked again, which costs them no click.
  const people = new Map();
  let ready;

  const provider = () => {
    ready ??= open().catch((error) => { ready = undefined; throw error; });
    return ready;
  };
  const open = async () => {
    const { openid, jose } = await load();
    const config = await openid.discovery(new URL(issuer), clientId, undefined, openid.ClientSecretBasic(clientSecret), { execute: issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [] });
    return { openid, jose, config, keys: jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri)) };
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
      const claims = (await openid.authorizationCodeGrant(config, url, begun)).claims();
      const person = { username: claims.preferred_username ?? claims.sub, permissions: '*' };
      people.set(person.username, { person, sub: claims.sub, sid: claims.sid, until: Date.now() + LONGEST_MS });
      this.verify(person, (error, user) => (error ? this.error(error) : user ? this.success(user) : this.fail('no access')));
      return undefined;
    }
  }

  /** Who is signed in by this name; null for everybody else. */
  const find = async (username) => {
    const found = people.get(username);
    if (found && found.until > Date.now()) return found.person;
    people.delete(username);
    return null;
  };

  /** OpenID Connect Back-Channel Logout 1.0 § 2.6. */
  const end = async (token) => {
    const { jose, keys } = await provider();
    const { payload } = await jose.jwtVerify(token, keys, { issuer, audience: clientId, typ: 'logout+jwt', algorithms: ['RS256'], maxTokenAge: '2 minutes', clockTolerance: 30 });
    if (payload.nonce !== undefined || typeof payload.events?.[LOGOUT] !== 'object' || (payload.sid === undefined && payload.sub === undefined)) throw new Error('this is no logout token');
    for (const [username, one] of people) if (payload.sid === undefined ? one.sub === payload.sub : one.sid === payload.sid) people.delete(username);
  };

  const middleware = (request, response, next) => {
    if (request.method !== 'POST' || request.path !== '/auth/logout') return next();
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part) => { if (body.length < 16_384) body += part; });
    request.on('end', () => {
      end(new URLSearchParams(body).get('logout_token') ?? '').then(() => response.status(200).end(), () => response.status(400).end());
    });
    return undefined;
  };

  return { strategy: { name: 'platform', label: 'Anmelden', autoLogin: true, strategy: Strategy, options: {} }, find, middleware, longestSeconds: LONGEST_MS / 1000 };
}

module.exports = { createSignOn };
