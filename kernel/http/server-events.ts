import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { TooManyRequests } from './rate-limit.ts';

/** One event for a page that stays open; `data` becomes JSON. */
export type ServerEvent = { readonly name: string; readonly data: unknown };

/** Gives events until it ends by itself or `signal` says that nobody listens any more. */
export type EventSourceOf = (signal: AbortSignal) => AsyncIterable<ServerEvent>;

const HEARTBEAT_MS = 15_000;
/** Then the stream ends; the browser opens it again by itself, and who has signed out gets nothing more. */
const LONGEST_MS = 10 * 60_000;
const MOST_STREAMS = 400;
const MOST_PER_VISITOR = 8;

export type EventStreams = { send(reply: FastifyReply, visitor: string, source: EventSourceOf): FastifyReply };

/** Sends server-sent events (HTML Living Standard § 9.2) with heartbeats and limits; all streams end when the server closes. */
export function createEventStreams(app: FastifyInstance): EventStreams {
  const open = new Map<AbortController, string>();
  app.addHook('preClose', async () => { for (const stream of open.keys()) stream.abort(); });
  return {
    send: (reply, visitor, source) => {
      const own = [...open.values()].filter((other) => other === visitor).length;
      if (open.size >= MOST_STREAMS || own >= MOST_PER_VISITOR) throw new TooManyRequests(30);
      const ending = new AbortController();
      open.set(ending, visitor);
      const limit = setTimeout(() => ending.abort(), LONGEST_MS);
      limit.unref();
      const over = () => {
        clearTimeout(limit);
        open.delete(ending);
        ending.abort();
      };
      reply.raw.on('close', over);
      // The connection ends with the stream: kept for another request it would hold up a server that closes.
      return reply.header('content-type', 'text/event-stream; charset=utf-8').header('connection', 'close').header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(Readable.from(textOf(source(ending.signal), ending.signal), { objectMode: false }));
    },
  };
}

async function* textOf(events: AsyncIterable<ServerEvent>, signal: AbortSignal): AsyncGenerator<string> {
  yield 'retry: 3000\n\n';
  const iterator = events[Symbol.asyncIterator]();
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  try {
    let next = iterator.next();
    while (!signal.aborted) {
      const beat = Promise.withResolvers<'beat'>();
      const timer = setTimeout(() => beat.resolve('beat'), HEARTBEAT_MS);
      const first = await Promise.race([next, beat.promise, aborted]).finally(() => clearTimeout(timer));
      if (first === 'aborted') return;
      if (first === 'beat') {
        yield ': here\n\n';
        continue;
      }
      if (first.done) return;
      yield `event: ${first.value.name}\ndata: ${JSON.stringify(first.value.data)}\n\n`;
      next = iterator.next();
    }
  } finally {
    // Not waited for: a source that hears of the end too late must not keep the server open.
    iterator.return?.().catch(() => undefined);
  }
}
