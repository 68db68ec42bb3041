import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Decision, UpstreamFailure } from '../domain/gate.ts';
import { requestHeaders, type Seen } from '../domain/request-headers.ts';
import { responseHeaders } from '../domain/response-headers.ts';
import type { Upstreams } from './upstreams.ts';

/** Whoever says nothing for so long is gone; browsers and apps ping more often. */
const SILENT_MS = 15 * 60_000;

export type Upgrading = {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly upstreams: Upstreams;
  readonly decision: Extract<Decision, { kind: 'forward' }>;
  readonly seen: Seen;
};

/** Opens a WebSocket to the app and lets both sides talk until one leaves or the person's access ends. Settles when it stands, or with why it does not; never rejects. */
export function forwardUpgrade({ request, socket, head, upstreams, decision, seen }: Upgrading): Promise<UpstreamFailure | undefined> {
  const leave = upstreams.enter(decision.route.instance, 'socket');
  if (!leave) return Promise.resolve('busy');
  return new Promise((resolve) => {
    const { host, port } = decision.upstream;
    const headers = [...requestHeaders(request.rawHeaders, seen), 'Connection', 'Upgrade', 'Upgrade', 'websocket'];
    const upstream = httpRequest({ host, port, agent: false, method: 'GET', path: request.url ?? '/', headers, setHost: false });
    let failure: UpstreamFailure = 'unreachable';
    const late = setTimeout(() => { failure = 'too-slow'; upstream.destroy(); }, upstreams.limits.answerMs);
    let forget: () => void = () => undefined;
    socket.once('close', () => { clearTimeout(late); leave(); forget(); upstream.destroy(); });
    upstream.once('error', () => { clearTimeout(late); resolve(failure); });
    upstream.once('response', (answer) => {
      // No WebSocket after all: the app's own refusal goes back as it is.
      clearTimeout(late);
      socket.write(`${headOf(answer, responseHeaders(answer.rawHeaders, seen))}connection: close\r\n\r\n`);
      answer.pipe(socket);
      resolve(undefined);
    });
    upstream.once('upgrade', (answer, other: Socket, first: Buffer) => {
      clearTimeout(late);
      socket.write(`${headOf(answer, responseHeaders(answer.rawHeaders, seen))}connection: Upgrade\r\nupgrade: websocket\r\n\r\n`);
      if (first.length > 0) socket.write(first);
      if (head.length > 0) other.write(head);
      join(socket, other);
      upstreams.keep(socket);
      upstreams.keep(other);
      forget = decision.whenEnded(() => { socket.destroy(); other.destroy(); });
      resolve(undefined);
    });
    upstream.end();
  });
}

function headOf(answer: IncomingMessage, headers: readonly string[]): string {
  let text = `HTTP/1.1 ${answer.statusCode ?? 502} ${answer.statusMessage ?? ''}\r\n`;
  for (let index = 0; index + 1 < headers.length; index += 2) text += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return text;
}

function join(one: Duplex, other: Socket): void {
  const end = () => { one.destroy(); other.destroy(); };
  for (const socket of [one, other]) {
    socket.once('error', end);
    socket.once('close', end);
    if ('setTimeout' in socket) {
      (socket as Socket).setTimeout(SILENT_MS, end);
      (socket as Socket).setNoDelay(true);
      (socket as Socket).setKeepAlive(true, 60_000);
    }
  }
  one.pipe(other);
  other.pipe(one);
}
