import type { IncomingMessage, ServerResponse } from 'node:http';
import type { House } from '@allmende/house';
import type { FastifyInstance } from 'fastify';
import { TooManyRequests, type RateLimit } from './rate-limit.ts';

/** What a mounted server is told beside the request itself. */
export type MountedRequest = {
  readonly house: House;
  /** Path and query below the prefix, with a leading slash. */
  readonly target: string;
  cookie(name: string): string | undefined;
  /** The address of the other side; never stored or logged. */
  readonly remoteAddress: string;
};

/**
 * A server by somebody else's library, mounted whole below one prefix. It reads bodies and writes answers itself; the headers that all answers have are set before. Its addresses are no part of the OpenAPI file, and pages of a room
 * may lie below the same prefix.
 */
export type MountedServer = {
  /** `oidc`: the first part of every address, and the area in the figures. */
  readonly name: string;
  /** Counted per address of the other side. */
  readonly rateLimit: RateLimit;
  /** False when there is nothing there; nothing may have been written then. */
  answer(request: IncomingMessage, response: ServerResponse, asked: MountedRequest): Promise<boolean>;
};

/** Mounts servers of others, each below its name. Bodies are not read here. */
export async function mountServers(app: FastifyInstance, mount: { readonly house: House; readonly limit: (key: string, limit: RateLimit) => void }, servers: readonly MountedServer[]): Promise<void> {
  for (const server of servers) {
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, done) => done(null));
      scope.all('/*', { config: { area: server.name } }, async (request, reply) => {
        try {
          mount.limit(`${server.name} ${request.ip}`, server.rateLimit);
        } catch (error) {
          if (!(error instanceof TooManyRequests)) throw error;
          return reply.code(429).header('retry-after', String(error.retryAfterSeconds)).send();
        }
        const { raw } = request;
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
        const answered = await server.answer(raw, reply.raw, { house: mount.house, target: (raw.url ?? '/').slice(server.name.length + 1), cookie: (name) => request.cookies[name], remoteAddress: request.ip });
        if (!answered) return reply.callNotFound();
        reply.hijack();
        return reply;
      });
    }, { prefix: `/${server.name}` });
  }
}
