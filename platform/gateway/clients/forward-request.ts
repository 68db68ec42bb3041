import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { pipeline, Transform } from 'node:stream';
import type { Decision, UpstreamFailure } from '../domain/gate.ts';
import { requestHeaders, type Seen } from '../domain/request-headers.ts';
import { responseHeaders } from '../domain/response-headers.ts';
import type { Upstreams } from './upstreams.ts';

export type Forwarding = {
  readonly request: IncomingMessage | Http2ServerRequest;
  readonly response: ServerResponse | Http2ServerResponse;
  readonly upstreams: Upstreams;
  readonly decision: Extract<Decision, { kind: 'forward' }>;
  readonly seen: Seen;
};

/** How a request ended; with a failure nothing has been answered yet, unless the answer broke off. */
export type Forwarded = { readonly failure: UpstreamFailure | undefined; readonly bytesIn: number; readonly bytesOut: number };

/** Passes one request on and its answer back, both as streams that wait for each other. Settles when it is over; never rejects. */
export async function forwardRequest(input: Forwarding): Promise<Forwarded> {
  const { request, response, upstreams, decision } = input;
  const leave = upstreams.enter(decision.route.instance, 'request');
  if (!leave) return { failure: 'busy', bytesIn: 0, bytesOut: 0 };
  const length = bodyLength(request);
  if (length !== undefined && length > upstreams.limits.maxBodyBytes) { leave(); return { failure: 'too-large', bytesIn: 0, bytesOut: 0 }; }
  const bytes = { in: 0, out: 0 };
  try {
    let failure = await once(input, length, bytes);
    // The app closed a kept connection just as we took it: nothing of the request was seen, so it may be sent again.
    if (failure === 'stale') failure = await once(input, length, bytes);
    return { failure: failure === 'stale' ? 'unreachable' : failure, bytesIn: bytes.in, bytesOut: bytes.out };
  } finally {
    leave();
    if (response.destroyed) request.destroy();
  }
}

function once({ request, response, upstreams, decision, seen }: Forwarding, length: number | undefined, bytes: { in: number; out: number }): Promise<UpstreamFailure | 'stale' | undefined> {
  return new Promise((resolve) => {
    const { host, port } = decision.upstream;
    const hasBody = length === undefined || length > 0;
    const headers = requestHeaders(request.rawHeaders, seen);
    // What comes over HTTP/2 without a length, or in pieces, goes on in pieces.
    if (length === undefined) headers.push('Transfer-Encoding', 'chunked');
    const upstream = httpRequest({ host, port, agent: upstreams.agent, method: request.method ?? 'GET', path: request.url ?? '/', headers, setHost: false });
    let failure: UpstreamFailure | undefined;
    let settled = false;
    const settle = (result: UpstreamFailure | 'stale' | undefined) => {
      if (settled) return;
      settled = true;
      clearTimeout(late);
      forget();
      response.off('close', onClose);
      resolve(result);
    };
    // Whoever still sends is not waiting for an answer: each piece begins the time anew.
    const late = setTimeout(() => { failure = 'too-slow'; upstream.destroy(); }, upstreams.limits.answerMs);
    const onClose = () => { upstream.destroy(); settle(undefined); };
    response.once('close', onClose);
    const forget = decision.whenEnded(() => { upstream.destroy(); response.destroy(); });
    upstream.once('socket', (socket) => {
      if (!socket.connecting) return;
      const slow = setTimeout(() => { failure = 'unreachable'; upstream.destroy(); }, upstreams.limits.connectMs);
      socket.once('connect', () => clearTimeout(slow));
      socket.once('close', () => clearTimeout(slow));
    });
    upstream.once('error', (error: NodeJS.ErrnoException) => {
      if (response.headersSent) { response.destroy(); settle(undefined); return; }
      settle(failure ?? (upstream.reusedSocket && !hasBody && error.code === 'ECONNRESET' ? 'stale' : 'unreachable'));
    });
    upstream.once('response', (answer) => {
      // The length is known before the whole body is; an app that takes long to send is not slow to answer.
      clearTimeout(late);
      const status = answer.statusCode ?? 502;
      writeHead(response, status, responseHeaders(answer.rawHeaders, seen));
      answer.on('data', (chunk: Buffer) => { bytes.out += chunk.length; });
      pipeline(answer, response, (error) => {
        if (error) { upstream.destroy(); response.destroy(); }
        settle(undefined);
      });
    });
    sendBody(request, upstream, { hasBody, limit: length === undefined ? upstreams.limits.maxBodyBytes : undefined, bytes, moved: () => late.refresh(), tooLarge: () => { failure = 'too-large'; upstream.destroy(); } });
  });
}

function sendBody(request: Forwarding['request'], upstream: ClientRequest, options: { hasBody: boolean; limit: number | undefined; bytes: { in: number; out: number }; moved: () => void; tooLarge: () => void }): void {
  if (!options.hasBody) { upstream.end(); return; }
  const { bytes, limit, moved, tooLarge } = options;
  if (limit === undefined) {
    request.on('data', (chunk: Buffer) => { bytes.in += chunk.length; moved(); });
    pipeline(request, upstream, () => undefined);
    return;
  }
  const counting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes.in += chunk.length;
      moved();
      if (bytes.in > limit) { tooLarge(); done(new Error('too large')); } else done(null, chunk);
    },
  });
  // An app may answer before it has read everything; then the rest is of no use to anybody.
  pipeline(request, counting, upstream, () => undefined);
}

/** Bytes of the body: 0 for none, undefined when it comes in pieces. */
function bodyLength(request: Forwarding['request']): number | undefined {
  const told = request.headers['content-length'];
  if (told !== undefined) return Number(told);
  if (request.headers['transfer-encoding'] !== undefined) return undefined;
  if ('stream' in request && request.stream !== undefined && 'endAfterHeaders' in request.stream && !request.stream.endAfterHeaders) return undefined;
  return 0;
}

function writeHead(response: Forwarding['response'], status: number, raw: string[]): void {
  if (!('stream' in response)) { response.writeHead(status, raw); return; }
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const before = headers[name];
    headers[name] = before === undefined ? (raw[index + 1] ?? '') : [before, raw[index + 1] ?? ''].flat();
  }
  response.writeHead(status, headers);
}
