import type { RequestOptions } from 'node:http';
import type { KubeConfig } from '@kubernetes/client-node';
import { WebSocket, type RawData } from 'ws';
import { ApiFailed } from './api-failed.ts';

/** How a command ended. */
export type Ended = { readonly code: number; readonly output: Buffer; readonly errors: string };

type Place = { readonly namespace: string; readonly pod: string; readonly container: string };
type Status = { readonly status?: string; readonly message?: string; readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] } };

// Channels of the protocol: the first byte of every message.
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;
const CLOSE = 255;
const PROTOCOL = 'v5.channel.k8s.io';
const CHUNK = 32 * 1024;
const MOST_QUEUED = 4 * 1024 ** 2;
const MOST_ERRORS = 64 * 1024;
const PING_MS = 20_000;

/**
 * Runs a command in a container (`exec` over WebSocket in the fifth version of its protocol, Kubernetes 1.30: only that one can say to the command that its input is over). Throws ApiFailed when the connection breaks
 * or takes longer than `timeoutMs`; how the command itself ended is in the answer.
 */
export async function runInContainer(config: KubeConfig, place: Place, command: readonly string[], options: { readonly input?: Buffer; readonly timeoutMs: number }): Promise<Ended> {
  const asked = `exec ${place.pod}`;
  const socket = await connect(config, place, command, options.input !== undefined);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  let errorBytes = 0;
  const ended = Promise.withResolvers<Status>();
  const fail = (reason: string, message: string, status = 0) => ended.reject(new ApiFailed({ status, reason, message, asked }));
  socket.on('message', (data) => {
    const message = bytesOf(data);
    const part = message.subarray(1);
    if (message[0] === STDOUT) output.push(part);
    else if (message[0] === STDERR && (errorBytes += part.length) <= MOST_ERRORS) errors.push(part);
    else if (message[0] === STATUS) ended.resolve(JSON.parse(part.toString('utf8')) as Status);
  });
  socket.on('unexpected-response', (_request, response) => fail('', response.statusMessage ?? '', response.statusCode ?? 0));
  socket.on('error', (error) => fail((error as NodeJS.ErrnoException).code ?? 'broken', error.message));
  socket.on('close', () => fail('closed', 'the connection ended before the command did'));
  const late = setTimeout(() => fail('ETIMEDOUT', 'the command took too long'), options.timeoutMs);
  // What stands between us and the machine may cut a connection on which nothing moves.
  const pinging = setInterval(() => { if (socket.readyState === WebSocket.OPEN) socket.ping(); }, PING_MS);
  try {
    feed(socket, options.input).catch((error: unknown) => fail('broken', String(error)));
    const status = await ended.promise;
    const said = Buffer.concat(errors).toString('utf8');
    const written = Buffer.concat(output);
    // What could not even be begun says so in its status only.
    return { code: exitCodeOf(status), output: written, errors: said === '' && written.length === 0 && status.status !== 'Success' ? (status.message ?? '') : said };
  } finally {
    clearTimeout(late);
    clearInterval(pinging);
    socket.terminate();
  }
}

async function connect(config: KubeConfig, place: Place, command: readonly string[], hasInput: boolean): Promise<WebSocket> {
  const cluster = config.getCurrentCluster();
  const query = new URLSearchParams([['container', place.container], ['stdin', String(hasInput)], ['stdout', 'true'], ['stderr', 'true'], ['tty', 'false'], ...command.map((word): [string, string] => ['command', word])]);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options as Parameters<typeof config.applyToHTTPSOptions>[0]);
  const server = (cluster?.server ?? '').replace(/\/+$/u, '').replace(/^http/u, 'ws');
  return new WebSocket(`${server}/api/v1/namespaces/${place.namespace}/pods/${place.pod}/exec?${query}`, [PROTOCOL], { ...options, perMessageDeflate: false });
}

async function feed(socket: WebSocket, input: Buffer | undefined): Promise<void> {
  await new Promise<void>((resolve) => { socket.once('open', () => resolve()); socket.once('close', () => resolve()); });
  if (input === undefined) return;
  for (let start = 0; start < input.length && socket.readyState === WebSocket.OPEN; start += CHUNK) {
    while (socket.bufferedAmount > MOST_QUEUED && socket.readyState === WebSocket.OPEN) await new Promise((resolve) => { setTimeout(resolve, 5); });
    socket.send(Buffer.concat([Buffer.of(STDIN), input.subarray(start, start + CHUNK)]));
  }
  if (socket.readyState === WebSocket.OPEN) socket.send(Buffer.of(CLOSE, STDIN));
}

function exitCodeOf(status: Status): number {
  if (status.status === 'Success') return 0;
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  return code === undefined ? -1 : Number(code);
}

function bytesOf(data: RawData): Buffer {
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
}
