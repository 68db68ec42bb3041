import { Readable } from 'node:stream';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkBody, fits, fromText } from './check-input.ts';
import { ConfirmationNeeded } from '@allmende/access';
import type { ConfirmationPort } from './confirmation-port.ts';
import type { AnyApi, ApiFile, ApiRequest } from './define-api.ts';
import { sendable } from './file-content.ts';
import { PUZZLE_BITS, readGuard, stampForm } from './form-guard.ts';
import { refuseNulBytes } from './nul-bytes.ts';
import { secondsToWait, type RateLimit } from './rate-limit.ts';
import { receiveUpload, type ReceivedForm } from './receive-upload.ts';
import { openScope } from './request-scope.ts';
import type { SessionPort } from './session-port.ts';

/** The start of every address of the API. */
export const API_ROOT = '/api/v1';

type Mount = { readonly house: House; readonly sessions: SessionPort; readonly limit: (key: string, limit: RateLimit) => void; readonly confirmation?: ConfirmationPort | undefined };

/** Mounts the operations of all rooms below `/api/v1`. Callers sign in with a bearer token; cookies are not read, so no form can be forged. */
export function mountApi(app: FastifyInstance, mount: Mount, operations: readonly AnyApi[]): void {
  for (const operation of operations) {
    app.route({
      method: operation.method,
      url: `${API_ROOT}${operation.path}`,
      config: { area: 'api', ...(operation.uploads === undefined ? {} : { uploads: operation.uploads }) },
      handler: (request, reply) => answer(mount, operation, request, reply),
    });
  }
}

async function answer(mount: Mount, operation: AnyApi, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (operation.rateLimit) mount.limit(`${operation.operationId} ${request.ip}`, operation.rateLimit);
  const scope = await openScope(mount.house, mount.sessions, request, reply, operation.access, 'api');
  if (scope.sessionToken !== undefined && mount.confirmation?.isSensitive(operation.operationId) && !(await mount.confirmation.isFresh(scope.sessionToken))) throw new ConfirmationNeeded();
  const params = operation.params ? known(operation.params.properties, request.params) : {};
  if (operation.params && !fits(operation.params, params)) throw new NotFound();
  refuseNulBytes(request.query);
  const received = operation.uploads === undefined ? undefined : await filesOf(operation, request);
  if (received === undefined) refuseNulBytes(request.body);
  const query = operation.query ? fromText(operation.query, request.query) : {};
  if (operation.query) checkQuery(operation, query);
  if (operation.body) checkBody(operation.body, request.body);
  const { authority, place, actor, locale } = scope;
  const asked: ApiRequest<unknown, unknown, unknown> = {
    ctx: { ...mount.house, actor, locale, tenant: authority?.tenant ?? PLATFORM_TENANT },
    actor, params, query, body: received === undefined ? request.body : undefined, files: received?.files ?? [], hasTooManyFiles: received?.hasTooManyFiles ?? false,
    get authority() { if (!authority) throw new TypeError(`${operation.path} has no :authority`); return authority; },
    get place() { if (!place) throw new TypeError(`${operation.path} has no :place`); return place; },
    header: (name) => { const value = request.headers[name]; return Array.isArray(value) ? value[0] : value; },
    puzzle: puzzleOf(mount.house, request),
    limit: (name, rate) => secondsToWait(mount.limit, `${name} ${request.ip}`, rate),
    remoteAddress: request.ip,
  };
  const result = await operation.handle(asked as ApiRequest<never, never, never>);
  reply.code(operation.status ?? 200);
  if (operation.file !== undefined) {
    const file = result as ApiFile;
    if (file.sizeBytes !== undefined) reply.header('content-length', file.sizeBytes);
    return reply.header('content-type', file.contentType).header('content-disposition', `attachment; filename="${file.name.replaceAll(/[^\w.-]/gu, '_')}"`).send(sendable(file.bytes));
  }
  return operation.status === 204 ? reply.send() : reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(result));
}

const PUZZLE_LASTS_MS = 24 * 3_600_000;

function puzzleOf(house: House, request: FastifyRequest): ApiRequest<unknown, unknown, unknown>['puzzle'] {
  const keyOf = (thing: string) => ({ secret: house.config.secret, page: `api ${thing}`, browser: '' });
  return {
    offer: (thing) => ({ stamp: stampForm(keyOf(thing), house.clock.now()), bits: PUZZLE_BITS }),
    isSolved(thing) {
      const sent = String(request.headers['allmende-puzzle'] ?? '');
      const end = sent.lastIndexOf(':');
      const { isSolved, ageMs } = readGuard(keyOf(thing), { stamp: sent.slice(0, Math.max(end, 0)), solution: sent.slice(end + 1) }, house.clock.now());
      return isSolved && ageMs <= PUZZLE_LASTS_MS;
    },
  };
}

async function filesOf({ uploads }: AnyApi, request: FastifyRequest): Promise<ReceivedForm> {
  if (uploads === undefined || !(request.body instanceof Readable)) throw new InvalidInput([], { code: 'http/unreadable-upload', message: 'Schicken Sie die Dateien als multipart/form-data.' });
  return receiveUpload(request.body, request.headers, uploads);
}

function known(properties: object, values: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values as Record<string, unknown>).filter(([key]) => key in properties));
}

function checkQuery(operation: AnyApi, query: unknown): void {
  try {
    if (operation.query) checkBody(operation.query, query);
  } catch (error) {
    if (error instanceof InvalidInput) throw new InvalidInput(error.fields, { code: 'http/invalid-query', message: 'Die Suchangaben in der Adresse passen nicht.' });
    throw error;
  }
}
