import { guardedRequest as askOutside, type GuardedRequest as OutsideRequest } from '@allmende/outside';
import { AddressForbidden, TargetUnreachable } from '../domain/errors.ts';
import { outsideWall } from './outside-wall.ts';

const PATIENCE_MS = 30_000;
const MOST_BYTES = 64 * 1024;

/** What goes out; `mayBeInside` lifts the walls for trying out on one machine. */
export type GuardedRequest = Pick<OutsideRequest, 'headers' | 'body' | 'tls'> & { readonly method: 'GET' | 'POST'; readonly mayBeInside: boolean; readonly patienceMs?: number };

/** The first 64 KiB of an answer; a longer one is an error. */
export type GuardedAnswer = { readonly status: number; readonly body: Buffer };

/**
 * Asks an address that a person typed in, out in the internet only: no internal network, no redirects, https, within half a minute. Throws AddressForbidden, and TargetUnreachable for everything that is no answer.
 */
export async function guardedRequest(url: string, { mayBeInside, patienceMs = PATIENCE_MS, ...request }: GuardedRequest): Promise<GuardedAnswer> {
  try {
    return await askOutside(url, { ...request, wall: mayBeInside ? undefined : outsideWall, patienceMs, mostBytes: MOST_BYTES });
  } catch (error) {
    throw error instanceof AddressForbidden ? error : new TargetUnreachable({ cause: error });
  }
}
