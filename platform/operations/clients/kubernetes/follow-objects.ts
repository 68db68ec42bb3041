import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RuntimePlace } from '../../domain/runtime.ts';
import { ApiFailed, isExpired } from './api-failed.ts';
import type { ApiServer, LiveObject } from './api-server.ts';
import { pathOf, type Kind } from './kinds.ts';

const SERVER_SECONDS = 300;
/** Servers send a bookmark about every minute; a connection that is silent for longer is dead. */
const IDLE_MS = 150_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;

/** What a follower is told. `replaced` comes first, and again whenever the server does not know the last version any more. */
export type Following = { replaced(objects: readonly LiveObject[]): void; changed(object: LiveObject, gone: boolean): void; lost(): void };

type Event = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'; readonly object: LiveObject & { readonly code?: number; readonly reason?: string; readonly message?: string } };

/** Which objects are followed, and whether nothing but their metadata. */
export type Followed = { readonly kind: Kind; readonly labels: string; readonly metadataOnly?: boolean };

/**
 * Follows all objects of a kind with these labels until it is aborted: lists them, then watches from that version on. A connection that ends is taken up where it stopped; one that cannot (410, "too old resource
 * version") begins with a new list. After errors it pauses for longer and longer, at most half a minute.
 */
export async function followObjects(api: ApiServer, what: Followed, following: Following, options: { readonly signal: AbortSignal; readonly log: RuntimePlace['log'] }): Promise<void> {
  const { kind, labels, metadataOnly = false } = what;
  const { signal, log } = options;
  let version: string | undefined;
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      if (version === undefined) {
        const listed = await api.list(kind, { labels, metadataOnly });
        if (signal.aborted) return;
        following.replaced(listed.items);
        version = listed.version;
      }
      version = await watch(api, what, version, following, signal);
      pause = FIRST_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) return;
      if (isExpired(error)) {
        version = undefined;
        following.lost();
        continue;
      }
      log.warn({ err: error, kind: kind.kind }, 'the cluster could not be followed and is tried again');
      following.lost();
      // Spread, so that all workers do not come back in the same moment.
      await sleep(pause * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

// Returns the newest version that it has seen when the server ends the connection, which it does every few minutes.
async function watch(api: ApiServer, { kind, labels, metadataOnly = false }: Followed, from: string, following: Following, signal: AbortSignal): Promise<string> {
  let version = from;
  const query = { watch: true, labelSelector: labels, resourceVersion: from, allowWatchBookmarks: true, timeoutSeconds: SERVER_SECONDS };
  const answer = await api.stream(pathOf(kind, undefined), query, { signal, idleMs: IDLE_MS, metadataOnly });
  const idle = () => answer.destroy(new ApiFailed({ status: 0, reason: 'ETIMEDOUT', message: 'nothing was heard for too long', asked: `watch ${kind.kind}` }));
  // The answer loses its connection when it ends; the next call may already use it.
  const { socket } = answer;
  socket.setTimeout(IDLE_MS, idle);
  try {
    for await (const line of createInterface({ input: answer })) {
      const { type, object } = JSON.parse(line) as Event;
      if (type === 'ERROR') throw new ApiFailed({ status: object.code ?? 500, reason: object.reason ?? '', message: object.message ?? '', asked: `watch ${kind.kind}` });
      version = object.metadata.resourceVersion ?? version;
      if (type !== 'BOOKMARK') following.changed(object, type === 'DELETED');
    }
    if (answer.errored) throw answer.errored;
    return version;
  } finally {
    socket.off('timeout', idle);
    socket.setTimeout(0);
    answer.destroy();
  }
}
