import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { Decision, Gate, GateAnswer, GateRequest } from '../domain/gate.ts';
import type { Counted } from '../domain/traffic.ts';
import { forwardRequest } from './forward-request.ts';
import { forwardUpgrade } from './forward-upgrade.ts';
import { createUpstreams, type UpstreamLimits } from './upstreams.ts';

/** Certificates of the gateway; `contextFor` answers for domains of the authorities' own. */
export type ServerTls = { readonly cert: Buffer; readonly key: Buffer; contextFor(host: string): SecureContext | undefined };

export type ServeOptions = {
  readonly gate: Gate;
  readonly host: string;
  readonly port: number;
  readonly tls?: ServerTls;
  readonly limits: UpstreamLimits;
  /** Take the client's address from the last entry of X-Forwarded-For, as the proxy in front wrote it. */
  readonly trustProxy: boolean;
  /** Whether people come by https, also when a proxy in front ends it. */
  readonly secure: boolean;
  /** Answers to what machines ask of the gateway itself, at hosts that are no instance's; undefined for everything else. */
  readonly own: (request: GateRequest, remoteAddress: string) => Promise<GateAnswer | undefined>;
  readonly counted: (instance: string, one: Counted) => void;
  readonly onError: (error: unknown) => void;
  elapsedMs(): number;
};

/** A gateway that listens. */
export type ServedGate = { readonly port: number; stop(): Promise<void> };

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

// When even deciding fails, nothing that could fail again is asked.
const LAST_WORDS: GateAnswer = { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '10', 'cache-control': 'no-store' }, body: 'Das hat nicht geklappt. Bitte versuchen Sie es in einigen Minuten noch einmal.\nThat did not work. Please try again in a few minutes.\n' };
const MAX_HEADER_BYTES = 32 * 1024;
const HEADERS_MS = 20_000;
const IDLE_MS = 15 * 60_000;
const STOP_MS = 5_000;

/** Listens and passes on what the gate lets through: HTTP/1.1, HTTP/2 where there is TLS, WebSocket. */
export async function serveGate(options: ServeOptions): Promise<ServedGate> {
  const upstreams = createUpstreams(options.limits);
  const sockets = new Set<Socket>();
  const server = listenerOf(options, (request) => request.headers.upgrade?.toLowerCase() === 'websocket');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request: Request, response: Response) => {
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    answer(options, upstreams, request, response).catch((error: unknown) => {
      options.onError(error);
      send(response, LAST_WORDS);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    upgrade(options, upstreams, request, socket, head).catch((error: unknown) => {
      options.onError(error);
      sendRaw(socket, LAST_WORDS);
    });
  });
  // What is no HTTP at all gets the shortest answer there is.
  server.on('clientError', (_error: Error, socket: Duplex) => { if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'); else socket.destroy(); });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => { server.off('error', reject); resolve(); });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => { server.close(resolve); });
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      // Sockets of apps stay open for ever; nobody waits longer than this for them.
      const late = setTimeout(() => { for (const socket of sockets) socket.destroy(); }, STOP_MS);
      upstreams.endSockets();
      await closed;
      clearTimeout(late);
      upstreams.close();
    },
  };
}

function listenerOf(options: ServeOptions, isWebSocket: (request: IncomingMessage) => boolean): Server | Http2SecureServer {
  const common = { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_MS, requestTimeout: 0, keepAliveTimeout: 65_000, shouldUpgradeCallback: isWebSocket };
  if (!options.tls) return createServer(common);
  const { cert, key, contextFor } = options.tls;
  return createSecureServer({
    ...common, cert, key, allowHTTP1: true, minVersion: 'TLSv1.2', settings: { maxConcurrentStreams: 128, maxHeaderListSize: MAX_HEADER_BYTES },
    SNICallback: (host, done) => done(null, contextFor(host.toLowerCase())),
  });
}

async function answer(options: ServeOptions, upstreams: ReturnType<typeof createUpstreams>, request: Request, response: Response): Promise<void> {
  const started = options.elapsedMs();
  const asked = gateRequest(options, request, false);
  const remoteAddress = clientAddress(options, request);
  const refused = refusal(request, asked);
  if (refused) return send(response, refused);
  const own = await options.own(asked, remoteAddress);
  if (own) return send(response, own);
  const decision = await options.gate.decide(asked);
  if (decision.kind === 'answer') {
    send(response, decision.answer, asked.method === 'HEAD');
    if (decision.route) options.counted(decision.route.instance, { status: decision.answer.status, milliseconds: options.elapsedMs() - started, bytesIn: 0, bytesOut: Buffer.byteLength(decision.answer.body), isUnreachable: decision.answer.status === 503 });
    return undefined;
  }
  const done = await forwardRequest({ request, response, upstreams, decision, seen: { host: asked.host, secure: options.secure, remoteAddress } });
  if (done.failure && !response.headersSent) send(response, options.gate.failed(asked, decision.route, done.failure), asked.method === 'HEAD');
  options.counted(decision.route.instance, { status: response.statusCode, milliseconds: options.elapsedMs() - started, bytesIn: done.bytesIn, bytesOut: done.bytesOut, isUnreachable: done.failure === 'unreachable' || done.failure === 'too-slow' });
  return undefined;
}

async function upgrade(options: ServeOptions, upstreams: ReturnType<typeof createUpstreams>, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const started = options.elapsedMs();
  const asked = gateRequest(options, request, true);
  const refused = refusal(request, asked);
  if (refused) return sendRaw(socket, refused);
  const decision: Decision = await options.gate.decide(asked);
  if (decision.kind === 'answer') return sendRaw(socket, decision.answer);
  const failure = await forwardUpgrade({ request, socket, head, upstreams, decision, seen: { host: asked.host, secure: options.secure, remoteAddress: clientAddress(options, request) } });
  if (failure) sendRaw(socket, options.gate.failed(asked, decision.route, failure));
  options.counted(decision.route.instance, { status: failure ? 503 : 101, milliseconds: options.elapsedMs() - started, bytesIn: 0, bytesOut: 0, isUnreachable: failure !== undefined });
  return undefined;
}

// Two hosts or a whole address as target are how requests are smuggled past whoever looks at one of them.
function refusal(request: Request, asked: GateRequest): GateAnswer | undefined {
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || asked.host === '' || !asked.target.startsWith('/')) return { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Diese Anfrage ist nicht lesbar.\n' };
  return undefined;
}

function gateRequest(options: Pick<ServeOptions, 'secure'>, request: Request, isUpgrade: boolean): GateRequest {
  const { headers } = request;
  return {
    method: request.method ?? 'GET', target: request.url ?? '/', host: ('authority' in request ? request.authority : undefined) ?? headers.host ?? '', secure: options.secure, isUpgrade,
    header: (name) => { const value = headers[name]; return Array.isArray(value) ? value.join(', ') : value; },
  };
}

function clientAddress(options: Pick<ServeOptions, 'trustProxy'>, request: Request): string {
  const told = options.trustProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = (Array.isArray(told) ? told.join(',') : (told ?? '')).split(',').at(-1)?.trim() ?? '';
  const address = /^[0-9a-f.:]{2,45}$/iu.test(last) ? last : (request.socket.remoteAddress ?? '');
  return address.replace(/^::ffff:/u, '');
}

function send(response: Response, answer: GateAnswer, isHead = false): void {
  if (response.headersSent || response.destroyed) { response.end(); return; }
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, typeof value === 'string' ? value : [...value]);
  response.setHeader('content-length', Buffer.byteLength(answer.body));
  // A body that nobody reads must not keep the connection.
  if (!('stream' in response) && answer.status >= 400) response.setHeader('connection', 'close');
  if (isHead) response.end();
  else response.end(answer.body);
}

function sendRaw(socket: Duplex, answer: GateAnswer): void {
  const headers = Object.entries(answer.headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`)).join('');
  socket.end(`HTTP/1.1 ${answer.status} ${answer.status === 503 ? 'Service Unavailable' : 'Refused'}\r\n${headers}content-length: ${Buffer.byteLength(answer.body)}\r\nconnection: close\r\n\r\n${answer.body}`);
}
