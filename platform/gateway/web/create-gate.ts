import type { House } from '@allmende/house';
import { withQuery } from '@allmende/tenancy';
import { leaveInstance } from '../actions/leave-instance.ts';
import { takeEntry } from '../actions/take-entry.ts';
import type { RouteTable } from '../actions/watch-routes.ts';
import type { SessionWatch } from '../actions/watch-sessions.ts';
import { isSecret, newSecret, stateOf } from '../domain/entry.ts';
import { isForeignUse } from '../domain/foreign-use.ts';
import type { Decision, Gate, GateAnswer, GateRequest, UpstreamFailure } from '../domain/gate.ts';
import { nameOfHostHeader } from '../domain/host-name.ts';
import { ownCookie } from '../domain/request-headers.ts';
import { isOwnPath, returnPath } from '../domain/return-path.ts';
import type { Route } from '../domain/route.ts';
import { gatePage, wantsPage, type GateTopic } from './gate-pages.ts';

const STATES: Readonly<Record<Exclude<Route['state'], 'running'>, { topic: GateTopic; status: number; retryAfterSeconds?: number }>> = {
  starting: { topic: 'starting', status: 503, retryAfterSeconds: 3 }, updating: { topic: 'updating', status: 503, retryAfterSeconds: 5 }, resting: { topic: 'resting', status: 503, retryAfterSeconds: 3600 }, failing: { topic: 'failing', status: 503, retryAfterSeconds: 30 }, ended: { topic: 'ended', status: 410 },
};
const FAILURES: Readonly<Record<UpstreamFailure, { topic: GateTopic; status: number; retryAfterSeconds?: number }>> = {
  unreachable: { topic: 'failing', status: 503, retryAfterSeconds: 10 }, 'too-slow': { topic: 'slow', status: 504, retryAfterSeconds: 30 }, busy: { topic: 'busy', status: 503, retryAfterSeconds: 5 }, 'too-large': { topic: 'large', status: 413 },
};
const BROWSER_SECRET_SECONDS = 600;

/** Decides about every request to an instance: who may in, by which way, and what is said instead. */
export function createGate(house: Pick<House, 'database' | 'clock' | 'config' | 'urlFor'>, parts: { readonly routes: RouteTable; readonly sessions: SessionWatch }): Gate {
  const secure = house.config.apps.address.startsWith('https:');
  const cookies = { session: `${secure ? '__Host-' : ''}allmende-app`, browser: `${secure ? '__Host-' : ''}allmende-enter` };
  const set = (name: string, value: string, maxAge?: number) => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${maxAge === undefined ? '' : `; Max-Age=${maxAge}`}`;
  const platform = house.urlFor.absolute(house.urlFor.public());

  const decide = async (request: GateRequest): Promise<Decision> => {
    const host = nameOfHostHeader(request.host)?.toLowerCase();
    const route = host === undefined ? undefined : parts.routes.find(host);
    const say = (topic: GateTopic, options: Parameters<typeof gatePage>[2]): Decision => ({ kind: 'answer', route, answer: gatePage(request, topic, { name: route?.title, ...options }) });
    if (!route || host === undefined) return say('unknown', { status: 404 });
    const token = ownCookie(request.header('cookie'), cookies.session);
    if (isOwnPath(request.target)) return { kind: 'answer', route, answer: await ownPath({ request, route, host, token }) };
    let session: Awaited<ReturnType<SessionWatch['find']>>;
    if (route.access === 'granted') {
      if (isForeignUse({ ...request, header: request.header, origin: `${secure ? 'https' : 'http'}://${request.host}` })) return say('foreign', { status: 403 });
      session = await parts.sessions.find(route, token);
      if (!session) return request.isUpgrade || !wantsPage(request) || !['GET', 'HEAD'].includes(request.method) ? say('signIn', { status: 401, action: 'again' }) : { kind: 'answer', route, answer: toPlatform(request, host) };
    }
    if (route.state !== 'running' || !route.upstream) { const { topic, ...options } = STATES[route.state === 'running' ? 'failing' : route.state]; return say(topic, options); }
    const found = session;
    return { kind: 'forward', route, upstream: route.upstream, whenEnded: (callback) => (found ? parts.sessions.whenEnded(found, callback) : () => undefined) };
  };

  const toPlatform = (request: GateRequest, host: string): GateAnswer => {
    const before = ownCookie(request.header('cookie'), cookies.browser);
    // Several windows at once share the secret, or the first would find another one's on its way back.
    const secret = isSecret(before) ? before : newSecret();
    const location = house.urlFor.absolute(withQuery(house.urlFor.public('apps', 'enter'), { host, state: stateOf(secret), to: returnPath(request.target) }));
    return { status: 303, headers: { location, 'set-cookie': set(cookies.browser, secret, BROWSER_SECRET_SECONDS), 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }, body: '' };
  };

  const ownPath = async ({ request, route, host, token }: { request: GateRequest; route: Route; host: string; token: string | undefined }): Promise<GateAnswer> => {
    const url = new URL(request.target, 'http://own.invalid');
    if (url.pathname === '/.allmende/enter' && request.method === 'GET') {
      const entry = await takeEntry(house, { route, host, code: url.searchParams.get('code') ?? undefined, browserSecret: ownCookie(request.header('cookie'), cookies.browser) });
      if (!entry) return gatePage(request, 'expired', { status: 400, name: route.title, action: 'again' });
      if (token !== undefined) await leaveInstance(house, { route, token });
      const location = entry.returnPath === '/' ? route.path : entry.returnPath;
      return { status: 303, headers: { location, 'set-cookie': [set(cookies.session, entry.token), set(cookies.browser, '', 0)], 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }, body: '' };
    }
    if (url.pathname === '/.allmende/leave' && request.method === 'GET') return gatePage(request, 'leave', { status: 200, name: route.title, action: 'leave', platform });
    if (url.pathname === '/.allmende/leave' && request.method === 'POST') {
      if (isForeignUse({ ...request, header: request.header, origin: `${secure ? 'https' : 'http'}://${request.host}` })) return gatePage(request, 'foreign', { status: 403 });
      await leaveInstance(house, { route, token });
      if (isSecret(token)) parts.sessions.forget(token);
      return gatePage(request, 'left', { status: 200, name: route.title, action: 'again', platform, headers: { 'set-cookie': set(cookies.session, '', 0) } });
    }
    return gatePage(request, 'unknown', { status: 404 });
  };

  return {
    decide,
    failed: (request, route, failure) => { const { topic, ...options } = failure === 'unreachable' && route.isChanging ? STATES.updating : FAILURES[failure]; return gatePage(request, topic, { name: route.title, ...options }); },
  };
}
