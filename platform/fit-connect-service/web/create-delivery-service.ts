import type { House } from '@allmende/house';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { openServiceKeys } from '../actions/open-service-keys.ts';
import { refuse } from '../domain/errors.ts';
import { createBudgets, type Budget, type Standing } from '../domain/request-budget.ts';
import type { ApiVersion } from '../domain/submission.ts';
import { json, NO_CACHE, type Answer } from './api/answer.ts';
import { askedOf } from './api/asked.ts';
import { destinationRoutes, keyListRoute } from './api/destinations.ts';
import { eventRoutes, submissionEventsRoute } from './api/events.ts';
import { problemAnswer, tooManyAnswer } from './api/problem.ts';
import { replyRoutes } from './api/replies.ts';
import type { Route } from './api/route.ts';
import { routingRoutes } from './api/routing.ts';
import { submissionRoutes } from './api/submissions.ts';
import { answerToken, refusedToken } from './api/token.ts';

/** The version of the Submission API that is spoken exactly, and of the Routing API. */
const SUBMISSION_API = { major: 1, minor: 1, patch: 3 };
const ROUTING_API = { major: 2, minor: 0, patch: 0 };

/** One program with several destinations may be busy; somebody who guesses secrets may not. */
const BUDGETS = {
  token: { max: 60, windowMs: 60_000 }, routing: { max: 300, windowMs: 60_000 }, submission: { max: 300_000, windowMs: 60_000 },
} as const satisfies Record<string, Budget>;

/** The hosts of the official environments have paths of their own; here one host answers under all of them. */
const SUBMISSION_PREFIXES = ['', '/submission-api', '/destination-api'];
const ROUTING_PREFIXES = ['', '/routing-api'];

export type DeliveryServiceOptions = { readonly budgets?: Partial<Record<keyof typeof BUDGETS, Budget>> };

/** Builds the delivery service as a web server; the caller lets it listen, and closes it. */
export async function createDeliveryService(house: House, options: DeliveryServiceOptions = {}): Promise<FastifyInstance> {
  const app = fastify({
    // Bodies are read by the operations, each with a limit of its own.
    bodyLimit: Number.MAX_SAFE_INTEGER, trustProxy: house.config.trustProxy ? (_address, hop) => hop === 0 : false, routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    requestTimeout: 900_000, http: { headersTimeout: 30_000 }, forceCloseConnections: 'idle', exposeHeadRoutes: false,
    frameworkErrors: (_error, request, reply) => { void send(reply as unknown as FastifyReply, problemAnswer(house, refuse('unknown-path'), request.url)); },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => { done(null, undefined); });
  app.addHook('onResponse', async (request, reply) => { house.metrics.requests.observe({ area: 'fit-connect', method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1000); });
  // For this machine's own collector only, as in the other processes.
  app.get('/metrics', async (request, reply) => {
    if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')) return send(reply, problemAnswer(house, refuse('unknown-path'), request.url));
    return reply.header('content-type', house.metrics.contentType).send(await house.metrics.text());
  });
  const budgets = { ...BUDGETS, ...options.budgets };
  const standingOf = createBudgets(house.clock.elapsedMs);

  const mount = (method: Route['method'], url: string, kind: keyof typeof BUDGETS, answer: (request: FastifyRequest) => Promise<Answer>) => app.route({
    method, url,
    handler: async (request, reply) => {
      const standing = standingOf(`${kind} ${request.ip}`, budgets[kind]);
      if (kind === 'routing') tellStanding(reply, standing);
      if (standing.isOver) {
        tellStanding(reply, standing);
        return send(reply, tooManyAnswer(house, standing.resetSeconds));
      }
      return send(reply, await answer(request).catch((error: unknown) => problemAnswer(house, error, `${method} ${url}`)));
    },
  });
  const mountAll = (routes: readonly Route[], prefixes: readonly string[], version: ApiVersion, root: string, kind: keyof typeof BUDGETS) => {
    for (const prefix of prefixes) for (const route of routes) mount(route.method, `${prefix}/${root}${route.path}`, kind, (request) => route.handle(askedOf(house, version, request)));
  };

  mountAll([...destinationRoutes, ...submissionRoutes, ...eventRoutes], SUBMISSION_PREFIXES, 'v1', 'v1', 'submission');
  mountAll([...destinationRoutes, keyListRoute, ...submissionRoutes, submissionEventsRoute, ...eventRoutes, ...replyRoutes], SUBMISSION_PREFIXES, 'v2', 'v2', 'submission');
  mountAll(routingRoutes, ROUTING_PREFIXES, 'v1', 'v1', 'routing');
  for (const prefix of SUBMISSION_PREFIXES) {
    mount('GET', `${prefix}/v1/info`, 'submission', async () => json(200, { version: SUBMISSION_API }));
    mount('GET', `${prefix}/.well-known/jwks.json`, 'submission', async () => json(200, { keys: (await openServiceKeys(house)).published }, NO_CACHE));
  }
  mount('GET', '/routing-api/.well-known/jwks.json', 'routing', async () => json(200, { keys: (await openServiceKeys(house)).published }, NO_CACHE));
  mount('GET', '/routing-api/v1/info', 'routing', async () => json(200, { version: ROUTING_API }));
  mount('POST', '/token', 'token', (request) => answerToken(house, request));
  mount('GET', '/health/live', 'submission', async () => json(200, { status: 'ok' }));
  mount('GET', '/health/ready', 'submission', async () => ((await house.database.isReachable()) ? json(200, { status: 'ok' }) : json(503, { status: 'no database' })));
  app.setNotFoundHandler((request, reply) => send(reply, problemAnswer(house, refuse('unknown-path'), request.url)));
  app.setErrorHandler((error, request, reply) => {
    const { statusCode } = error as { statusCode?: number };
    if (request.routeOptions.url === '/token' && statusCode !== undefined && statusCode < 500) return send(reply, refusedToken('invalid_request', 400));
    return send(reply, problemAnswer(house, statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? refuse('unreadable') : error, request.routeOptions.url));
  });
  return app;
}

// As the current draft of the IETF and FIT-Connect name them.
function tellStanding(reply: FastifyReply, { limit, remaining, resetSeconds }: Standing): void {
  reply.header('ratelimit-limit', String(limit)).header('ratelimit-remaining', String(remaining)).header('ratelimit-reset', String(resetSeconds));
}

function send(reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply {
  reply.code(status).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  // What was refused before it was read to its end would be read on for minutes.
  if (status >= 400 && !reply.request.raw.readableEnded && reply.request.raw.headers['content-length'] !== '0' && reply.request.method !== 'GET') reply.header('connection', 'close');
  if (body === undefined) return reply.send();
  return typeof body === 'string' || 'pipe' in body ? reply.send(body) : reply.send(JSON.stringify(body));
}
