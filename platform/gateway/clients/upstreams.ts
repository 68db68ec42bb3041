import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';

/** What one instance may take of the gateway. */
export type UpstreamLimits = {
  readonly maxBodyBytes: number;
  /** Requests under way to one instance at once. */
  readonly maxRequests: number;
  /** Open WebSockets to one instance at once. */
  readonly maxSockets: number;
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Until the head of the answer is there, counted from the last piece of the request. */
  readonly answerMs: number;
};

/** Connections to the instances, shared by all requests. */
export type Upstreams = {
  readonly agent: Agent;
  readonly limits: UpstreamLimits;
  /** Takes one of the instance's places; undefined when all are taken. The returned function gives it back. */
  enter(instance: string, kind: 'request' | 'socket'): (() => void) | undefined;
  /** Remembers an open socket until it closes. */
  keep(socket: Duplex): void;
  endSockets(): void;
  close(): void;
};

/** Opens nothing yet; connections are made when first needed and kept for a while. */
export function createUpstreams(limits: UpstreamLimits): Upstreams {
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: 15_000, maxFreeSockets: 32, scheduling: 'lifo', timeout: 60_000 });
  const taken = new Map<string, number>();
  const open = new Set<Duplex>();
  return {
    agent, limits,
    enter: (instance, kind) => {
      const key = `${kind} ${instance}`;
      const now = taken.get(key) ?? 0;
      if (now >= (kind === 'request' ? limits.maxRequests : limits.maxSockets)) return undefined;
      taken.set(key, now + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const rest = (taken.get(key) ?? 1) - 1;
        if (rest === 0) taken.delete(key);
        else taken.set(key, rest);
      };
    },
    keep: (socket) => { open.add(socket); socket.once('close', () => open.delete(socket)); },
    endSockets: () => { for (const socket of open) socket.destroy(); },
    close: () => agent.destroy(),
  };
}
