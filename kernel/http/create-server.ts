import { randomBytes } from 'node:crypto';
import path from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import staticFiles from '@fastify/static';
import { ANONYMOUS, SignInNeeded, type Actor } from '@allmende/access';
import { DomainError, InvalidInput } from '@allmende/errors';
import type { House } from '@allmende/house';
import type { AssetManifest } from '@allmende/html';
import { localeFor, type Language } from '@allmende/i18n';
import { inSpan, telemetry, type TracedSpan } from '@allmende/observe';
import { withQuery } from '@allmende/tenancy';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ConfirmationPort } from './confirmation-port.ts';
import type { AnyApi } from './define-api.ts';
import type { AnyPage } from './define-page.ts';
import type { Protocol } from './define-protocol.ts';
import { errorView, missingView } from './error-view.ts';
import { createFrame, type FrameInput } from './frame.ts';
import { API_ROOT, mountApi } from './mount-api.ts';
import { mountHealth } from './mount-health.ts';
import { mountPages } from './mount-pages.ts';
import { mountProtocols } from './mount-protocols.ts';
import { mountServers, type MountedServer } from './mount-servers.ts';
import type { NavigationEntry } from './navigation.ts';
import { faultProblem, problemOf } from './problem.ts';
import { createRateLimiter, TooManyRequests } from './rate-limit.ts';
import { formToken } from './csrf.ts';
import { authorityOf, isSecure, keptLanguage } from './request-scope.ts';
import { scriptNonceOf } from './script-nonce.ts';
import { createEventStreams } from './server-events.ts';
import { sessionCookieName, type SessionPort } from './session-port.ts';

export type ServerOptions = {
  readonly house: House;
  readonly sessions: SessionPort;
  readonly assets: AssetManifest;
  readonly pages: readonly AnyPage[];
  readonly api: readonly AnyApi[];
  /** Interfaces by the standards of others, beside pages and API. */
  readonly protocols?: readonly Protocol[];
  /** Servers by libraries of others, each below a prefix. */
  readonly servers?: readonly MountedServer[];
  readonly navigation: readonly NavigationEntry[];
  /** Asks again who somebody is before sensitive acts; without it nobody is asked. */
  readonly confirmation?: ConfirmationPort;
};

/** Largest form or JSON body. Files come with their own limit. */
const BODY_LIMIT_BYTES = 512 * 1024;

/** Builds the web server; the caller lets it listen or injects requests, and closes it. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { house } = options;
  const frame = createFrame({ assets: options.assets, navigation: options.navigation, urlFor: house.urlFor });
  const errors: ErrorPages = { house, frame, sessions: options.sessions };
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: house.config.trustProxy ? (_address, hop) => hop === 0 : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // A photo over a slow line takes minutes; who sends headers slowly gets no such time.
    requestTimeout: 300_000,
    http: { headersTimeout: 30_000 },
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    // Addresses that the router itself cannot read name nothing that exists.
    frameworkErrors: (_error, request, reply) => { void sendError(errors, request as FastifyRequest, reply as unknown as FastifyReply, undefined); },
  });
  const limit = createRateLimiter(house.clock.elapsedMs);

  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });
  // Read where the page says how much it takes; on any other address a form with files is not understood.
  app.addContentTypeParser('multipart/form-data', (request, payload, done) => {
    const { uploads } = request.routeOptions.config as { uploads?: unknown };
    if (uploads === undefined) done(Object.assign(new Error('no files are taken here'), { statusCode: 415 }), undefined);
    else done(null, payload);
  });
  const folder = path.dirname(options.assets.files[0]?.file ?? '/nonexistent/x');
  await app.register(staticFiles, { root: folder, prefix: '/assets/', preCompressed: true, immutable: true, maxAge: '365d', etag: false, lastModified: false, acceptRanges: false, index: false, cacheControl: true, wildcard: true, decorateReply: false });

  setHeaders(app, house);
  measure(app, house);
  mountHealth(app, house);
  mountPages(app, { house, sessions: options.sessions, frame, limit, streams: createEventStreams(app), confirmation: options.confirmation }, options.pages);
  mountApi(app, { house, sessions: options.sessions, limit, confirmation: options.confirmation }, options.api);
  app.setNotFoundHandler((request, reply) => sendError(errors, request, reply, undefined));
  app.setErrorHandler((error, request, reply) => sendError(errors, request, reply, error));
  // Last, because waiting for a part of the server settles who handles the errors of the rest.
  await mountProtocols(app, { house, limit }, options.protocols ?? []);
  await mountServers(app, { house, limit }, options.servers ?? []);
  return app;
}

function setHeaders(app: FastifyInstance, house: House): void {
  const https = isSecure(house);
  const policy = (nonce: string) => `default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'${https ? '; upgrade-insecure-requests' : ''}`;
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', policy(scriptNonceOf(request)));
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
    if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
  app.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (request.routeOptions.url === ASSETS && reply.statusCode < 400) for (const name of OF_DOCUMENTS) reply.removeHeader(name);
  });
}

const ASSETS = '/assets/*';
/** What only a document obeys: fonts and stylesheets would carry it through every first view, 2 kB in all. */
const OF_DOCUMENTS = ['content-security-policy', 'referrer-policy', 'cross-origin-opener-policy', 'permissions-policy'] as const;

const spans = new WeakMap<FastifyRequest, TracedSpan>();

function measure(app: FastifyInstance, house: House): void {
  const tenantOfPlace = createPlaceLookup(house);
  // The template of the address names the span: the address itself may name a person's case.
  app.addHook('onRequest', (request, _reply, done) => {
    const sending = telemetry();
    if (sending === undefined) return done();
    const route = request.routeOptions.url ?? 'unknown';
    const span = sending.begin(`${request.method} ${route}`, 'server', { 'http.request.method': request.method, 'http.route': route }, undefined);
    spans.set(request, span);
    inSpan(span, done);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { area = 'other' } = request.routeOptions.config as { area?: string };
    const span = spans.get(request);
    if (span) {
      span.set({ 'http.response.status_code': reply.statusCode, 'allmende.area': area });
      if (reply.statusCode >= 500) span.fail(String(reply.statusCode));
      span.end();
      telemetry()?.seconds('http.server.request.duration', reply.elapsedTime / 1000, { 'http.request.method': request.method, 'http.route': request.routeOptions.url ?? 'unknown', 'http.response.status_code': reply.statusCode });
    }
    const tenant = authorityOf(request) ?? (await tenantOfPlace(request));
    if (tenant !== undefined) house.metrics.ownTraffic.count(tenant, house.clock.now(), reply.statusCode, reply.elapsedTime);
    house.metrics.requests.observe({ area, method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
}

/** Whose pages a place's are, for counting: a town and its authority share an address, other places belong to none. Asked after the answer is sent, once in ten minutes for each. */
function createPlaceLookup(house: House): (request: FastifyRequest) => Promise<string | undefined> {
  const known = new Map<string, string | undefined>();
  let until = 0;
  return async (request) => {
    const { place, where } = (request.params ?? {}) as { place?: string; where?: string };
    const slug = place ?? where;
    if (slug === undefined) return undefined;
    if (house.clock.elapsedMs() > until || known.size > 20_000) {
      known.clear();
      until = house.clock.elapsedMs() + 600_000;
    }
    if (!known.has(slug)) known.set(slug, (await house.directory.findAuthorityBySlug(slug).catch(() => undefined))?.tenant);
    return known.get(slug);
  };
}

type ErrorPages = { readonly house: House; readonly frame: (input: FrameInput) => string; readonly sessions: SessionPort };

async function sendError({ house, frame, sessions }: ErrorPages, request: FastifyRequest, reply: FastifyReply, thrown: unknown): Promise<FastifyReply> {
  const error = thrown === undefined ? undefined : refusalOf(thrown);
  const reference = randomBytes(5).toString('hex');
  if (error !== undefined && !(error instanceof DomainError)) house.log.error({ err: error, reference, route: request.routeOptions.url }, 'a request failed');
  if (error instanceof TooManyRequests) reply.header('retry-after', String(error.retryAfterSeconds));
  else if (error instanceof DomainError && error.kind === 'unavailable') reply.header('retry-after', '60');
  if (request.url.startsWith(`${API_ROOT}/`)) return sendProblem(reply, error, reference);
  if (error instanceof SignInNeeded) return reply.redirect(withQuery(house.urlFor.public('sign-in'), { next: request.method === 'GET' ? request.url : undefined }), 303);
  const locale = languageOf(request);
  const { view, status } = error === undefined ? { view: missingView(locale), status: 404 } : errorView(error, locale, reference);
  // The frame of no place and of nothing but the session: a missing and a hidden thing must look the same to the same person.
  const body = frame({ view, area: 'public', locale, speaksAll: true, path: '/', ...(await visitorOf(house, sessions, request)) });
  return reply.code(status).header('content-type', 'text/html; charset=utf-8').send(body);
}

// Who is signed in stays so on the page of an error; where even that cannot be found out, the page is nobody's.
async function visitorOf(house: House, sessions: SessionPort, request: FastifyRequest): Promise<{ readonly actor: Actor; readonly csrf?: string }> {
  const token = request.cookies?.[sessionCookieName(isSecure(house))];
  const actor = token === undefined ? undefined : await sessions.findActor(token).catch(() => undefined);
  return token === undefined || actor === undefined ? { actor: ANONYMOUS } : { actor, csrf: formToken(house.config.secret, token) };
}

function sendProblem(reply: FastifyReply, error: unknown, reference: string): FastifyReply {
  const problem = error === undefined ? { type: '/problems/kernel/not-found', title: 'kernel/not-found', status: 404, detail: 'Diese Seite oder dieser Eintrag ist nicht vorhanden.' } : error instanceof DomainError ? problemOf(error) : faultProblem(reference);
  return reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

/** Faults that the web framework finds in a request are the sender's, not ours. */
function refusalOf(thrown: unknown): unknown {
  if (thrown instanceof DomainError) return thrown;
  const status = (thrown as { statusCode?: number }).statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    const tooLarge = status === 413;
    return new InvalidInput([], { code: tooLarge ? 'http/too-large' : 'http/unreadable-request', message: tooLarge ? 'Das ist zu groß.' : 'Die Anfrage ist nicht lesbar.', cause: thrown });
  }
  return thrown;
}

// Staff pages speak German and English, and so do their errors.
function languageOf(request: FastifyRequest): Language {
  const { area } = (request.routeOptions?.config ?? {}) as { area?: string };
  const kept = keptLanguage(request);
  return area === 'office' || area === 'operator' || area === 'supplier' ? localeFor(kept) : kept;
}
