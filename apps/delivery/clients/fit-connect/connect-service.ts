import { createHash } from 'node:crypto';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { DomainError } from '@allmende/errors';
import { LRUCache } from 'lru-cache';
import { TargetFault, TargetRefused, TargetUnreachable } from '../../domain/errors.ts';
import { guardedAgent } from '../guarded-agent.ts';

/** Where a delivery service is and as whom we come. */
export type ServiceAccess = {
  /** Address of the Submission API without version and slash at its end. */
  readonly api: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Addresses on this machine are fine. */
  readonly mayBeInside: boolean;
  readonly now: () => Date;
};

/** An answer with its JSON; `body` is undefined where there was none. */
export type ServiceAnswer = { readonly status: number; readonly body: unknown };

/** A delivery service for FIT-Connect, asked with a token that is renewed by itself. */
export type ServiceConnection = {
  /** Asks for JSON, below the API or at a whole address; `isOpen` without a token, `largest` in bytes (8 MiB). Throws TargetUnreachable, TargetFault for 5xx, TargetRefused for wrong credentials; every other status is the caller's. */
  readonly ask: (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, options?: { readonly json?: object; readonly jose?: string; readonly isOpen?: boolean; readonly largest?: number }) => Promise<ServiceAnswer>;
  /** Sends a compact JWE piece by piece. Throws as `ask`. */
  readonly upload: (path: string, body: AsyncIterable<Uint8Array>) => Promise<ServiceAnswer>;
  /** Fetches a compact JWE piece by piece; undefined for 404. Who does not read it to its end destroys it. Throws as `ask`. */
  readonly download: (path: string) => Promise<Readable | undefined>;
};

const PATIENCE_MS = 30_000;
const MOST_BYTES = 8 * 1024 * 1024;
// A token is renewed a minute before its end.
const EARLY_MS = 60_000;

const tokens = new LRUCache<string, { readonly token: string; readonly until: number }>({ max: 1_000 });

/** Connects to a delivery service. No redirects; keep-alive; an answer within 30 seconds. Nothing of an answer is put into an error. */
export function connectService(access: ServiceAccess): ServiceConnection {
  const name = createHash('sha256').update(JSON.stringify([access.token, access.clientId, access.clientSecret])).digest('base64');

  async function token(isFresh: boolean): Promise<string> {
    const known = isFresh ? undefined : tokens.get(name);
    if (known && known.until > access.now().getTime()) return known.token;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: access.clientId, client_secret: access.clientSecret });
    const { status, body } = await answerOf(await send(access, 'POST', access.token, { 'content-type': 'application/x-www-form-urlencoded' }, form.toString()), 65_536);
    const given = body as { access_token?: unknown; expires_in?: unknown } | undefined;
    if (status !== 200 || typeof given?.access_token !== 'string') throw new TargetRefused();
    const seconds = typeof given.expires_in === 'number' && given.expires_in > 0 ? given.expires_in : 300;
    tokens.set(name, { token: given.access_token, until: access.now().getTime() + Math.max(seconds * 1000 - EARLY_MS, 1_000) });
    return given.access_token;
  }

  /** One more try with a new token where the old one is refused: it may have been withdrawn. `body` is made anew for each try. */
  async function asked(method: string, path: string, headers: Readonly<Record<string, string>>, body: () => string | Readable | undefined, isOpen = false): Promise<IncomingMessage> {
    for (const isFresh of [false, true]) {
      const given = isOpen ? headers : { ...headers, authorization: `Bearer ${await token(isFresh)}` };
      const answer = await send(access, method, URL.canParse(path) ? path : `${access.api}${path}`, given, body());
      if ((answer.statusCode ?? 500) >= 500) { answer.destroy(); throw new TargetFault(); }
      if (answer.statusCode !== 401) return answer;
      answer.destroy();
      if (isOpen) break;
    }
    throw new TargetRefused();
  }

  return {
    async ask(method, path, options = {}) {
      const { json, jose, isOpen, largest } = options;
      const [type, body] = json !== undefined ? ['application/json', JSON.stringify(json)] : ['application/jose', jose];
      return answerOf(await asked(method, path, { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }) }, () => body, isOpen), largest ?? MOST_BYTES);
    },
    async upload(path, body) {
      // A stream is spent after the first try, so the token must be good before.
      const answer = await send(access, 'PUT', `${access.api}${path}`, { 'content-type': 'application/jose', authorization: `Bearer ${await token(false)}` }, Readable.from(body, { objectMode: false }));
      if ((answer.statusCode ?? 500) >= 500) { answer.destroy(); throw new TargetFault(); }
      if (answer.statusCode === 401) { answer.destroy(); tokens.delete(name); throw new TargetUnreachable(); }
      return answerOf(answer, MOST_BYTES);
    },
    async download(path) {
      const answer = await asked('GET', path, { accept: 'application/jose' }, () => undefined);
      if (answer.statusCode === 200) return answer;
      answer.destroy();
      if (answer.statusCode === 404) return undefined;
      throw new TargetRefused();
    },
  };
}

async function send(access: ServiceAccess, method: string, url: string, headers: Readonly<Record<string, string>>, body: string | Readable | undefined, isSecondTry = false): Promise<IncomingMessage> {
  const target = new URL(url);
  const agent = guardedAgent(target, access);
  const request = target.protocol === 'http:' ? plainRequest : secureRequest;
  const [asked, answered] = await new Promise<[boolean, IncomingMessage | Error]>((resolve) => {
    const length = typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const outgoing = request(target, { method, agent, timeout: PATIENCE_MS, headers: { 'user-agent': 'Allmende', ...headers, ...length } }, (answer) => resolve([false, answer]));
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', (error) => resolve([outgoing.reusedSocket, error]));
    if (body instanceof Readable) {
      body.on('error', (error) => outgoing.destroy(error));
      body.pipe(outgoing);
    } else outgoing.end(body);
  });
  if (!(answered instanceof Error)) return answered;
  // The other side may close an idle connection at the moment in which it is used again.
  if (asked && !isSecondTry && !(body instanceof Readable)) return send(access, method, url, headers, body, true);
  throw answered instanceof DomainError ? answered : new TargetUnreachable({ cause: answered });
}

async function answerOf(answer: IncomingMessage, largest: number): Promise<ServiceAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > largest) throw new TargetFault();
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof DomainError ? error : new TargetUnreachable({ cause: error });
  }
  const text = Buffer.concat(parts).toString();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: answer.statusCode ?? 502, body };
}
