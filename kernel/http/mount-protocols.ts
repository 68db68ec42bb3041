import { randomBytes } from 'node:crypto';
import { DomainError, InvalidInput, NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Protocol, ProtocolAnswer, ProtocolRequest } from './define-protocol.ts';
import { refuseNulBytes } from './nul-bytes.ts';
import { TooManyRequests, type RateLimit } from './rate-limit.ts';
import { statusOf } from './status-of.ts';

type Body = { readonly text: string; readonly value: unknown };

type Mount = { readonly house: House; readonly limit: (key: string, limit: RateLimit) => void };

/** Mounts protocols, each below its name; whatever else lies below answers in the protocol's words too. */
export async function mountProtocols(app: FastifyInstance, mount: Mount, protocols: readonly Protocol[]): Promise<void> {
  for (const protocol of protocols) {
    await app.register(async (scope) => {
      // Some callers name JSON and send nothing, others name no type at all.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: protocol.bodyLimitBytes }, (_request, body, done) => {
        try {
          done(null, { text: body.toString(), value: parsed(body.toString()) } satisfies Body);
        } catch (error) {
          done(error as Error);
        }
      });
      if (protocol.takesXml === true) {
        scope.addContentTypeParser('application/xml', { parseAs: 'string', bodyLimit: protocol.bodyLimitBytes }, (_request, body, done) => { done(null, { text: body.toString(), value: undefined } satisfies Body); });
      }
      if (protocol.takesForms === true) {
        scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: protocol.bodyLimitBytes }, (_request, body, done) => {
          try {
            done(null, { text: body.toString(), value: formOf(body.toString()) } satisfies Body);
          } catch (error) {
            done(error as Error);
          }
        });
      }
      for (const route of protocol.routes) {
        scope.route({
          method: route.method, url: route.path, config: { area: protocol.name }, bodyLimit: protocol.bodyLimitBytes,
          handler: async (request, reply) => {
            mount.limit(`${protocol.name} ${request.ip}`, protocol.rateLimit);
            return send(reply, await route.handle(requestOf(mount, request)));
          },
        });
      }
      scope.setErrorHandler((error, request, reply) => refuse(mount, protocol, request, reply, error));
      scope.setNotFoundHandler((request, reply) => refuse(mount, protocol, request, reply, new NotFound()));
    }, { prefix: `/${protocol.name}` });
  }
}

function requestOf(mount: Mount, request: FastifyRequest): ProtocolRequest {
  const query = Object.fromEntries(Object.entries(request.query as Record<string, string | string[]>).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
  refuseNulBytes(request.params);
  refuseNulBytes(query);
  const body = request.body as Body | undefined | null;
  refuseNulBytes(body?.value);
  return {
    house: mount.house, params: request.params as Record<string, string>, query, body: body?.value ?? undefined, text: body?.text, remoteAddress: request.ip, limit: mount.limit,
    header: (name) => headerOf(request, name),
  };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function parsed(body: string): unknown {
  if (body.trim() === '') return undefined;
  return JSON.parse(body, (key, value: unknown) => {
    if (key === '__proto__') throw new SyntaxError('__proto__ is no name of a value');
    return value;
  });
}

function formOf(body: string): Record<string, string> {
  const pairs = [...new URLSearchParams(body)];
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new SyntaxError('a field of the form comes twice');
  return Object.fromEntries(pairs);
}

function refuse(mount: Mount, protocol: Protocol, request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply {
  const error = refusalOf(thrown);
  const reference = randomBytes(5).toString('hex');
  if (error === undefined) mount.house.log.error({ err: thrown, reference, route: request.routeOptions.url }, 'a request failed');
  if (error instanceof TooManyRequests) reply.header('retry-after', String(error.retryAfterSeconds));
  return send(reply, protocol.refuse(error, { header: (name) => headerOf(request, name) }, reference));
}

function refusalOf(thrown: unknown): DomainError | undefined {
  if (thrown instanceof DomainError) return thrown;
  const status = (thrown as { statusCode?: number }).statusCode;
  const isUnreadable = thrown instanceof SyntaxError || (status !== undefined && status >= 400 && status < 500);
  return isUnreadable ? new InvalidInput([], { code: status === 413 ? 'http/too-large' : 'http/unreadable-request', message: status === 413 ? 'Das ist zu groß.' : 'Die Anfrage ist nicht lesbar.', cause: thrown }) : undefined;
}

function send(reply: FastifyReply, answer: ProtocolAnswer): FastifyReply {
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (typeof answer.body === 'string') return reply.code(answer.status).send(answer.body);
  return reply.code(answer.status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer.body));
}

/** The usual number for a refusal, where a protocol says nothing else. */
export function usualStatus(error: DomainError): number {
  return statusOf(error.kind);
}
