import type { IncomingMessage, ServerResponse } from 'node:http';
import type { House } from '@allmende/house';
import { createRateLimiter, secondsToWait } from '@allmende/http';
import { listUpstreams, type Upstream } from '@allmende/operations';
import { ownAddresses, serveDoor } from '../clients/serve-door.ts';
import { doorOrigin, doorPlaces, targetAtDoor, type DoorPlace } from '../domain/door.ts';
import { handOver } from './hand-over.ts';
import type { Issuers } from './issuers.ts';

/** All of an authority's instances together; an app asks a few times at each sign-in. */
const RATE = { max: 3_000, windowMs: 60_000 };

/** A door that is open where apps run. */
export type Door = AsyncDisposable & { /** Addresses at which it listens now. */ addresses(): readonly string[]; /** Looks now instead of at the next turn. */ refresh(): Promise<void> };

/**
 * Serves what apps in containers of this machine ask the provider of their authority: its description, keys, tokens. It listens at the addresses that this machine has in the networks of the authorities, each for its own authority alone, and has nothing else of
 * the platform. Looks every second where that is; of several processes on one machine one serves, and another takes its place when it ends.
 */
export function watchDoor(house: House, issuers: Issuers, options: { readonly port?: number; readonly everyMs?: number; /** The addresses of this machine; tests have others. */ readonly own?: typeof ownAddresses } = {}): Door {
  const port = options.port ?? house.config.apps.signInPort;
  const limit = createRateLimiter(() => house.clock.elapsedMs());
  const answer = async (request: IncomingMessage, response: ServerResponse, { tenant }: DoorPlace) => {
    const wait = secondsToWait(limit, tenant, RATE);
    if (wait !== undefined) { response.writeHead(429, { 'retry-after': String(wait), connection: 'close' }).end(); return; }
    const target = targetAtDoor(request.method ?? '', request.url ?? '', tenant);
    const provider = target === undefined ? undefined : await issuers.open(house, tenant);
    if (target === undefined || !provider) { response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end('Hier gibt es nur die Anmeldung der eigenen Behörde.\n'); return; }
    delete request.headers.cookie;
    await handOver(house, { provider, request, response, target, remoteAddress: request.socket.remoteAddress ?? '', browser: { platformSession: undefined, door: doorOrigin(port) } });
  };
  const served = serveDoor({ port, answer, onError: (error) => house.log.error({ err: error }, 'the door for apps failed') });
  let upstreams: readonly Upstream[] = [];
  let mark: string | undefined;
  const refresh = async () => {
    const changed = await listUpstreams(house, mark);
    if (changed) ({ mark, upstreams } = changed);
    await served.at(doorPlaces(upstreams.filter(({ wanted }) => wanted !== 'removed'), upstreams.length === 0 ? [] : (options.own ?? ownAddresses)()));
  };
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const turn = () => {
    if (busy) return;
    busy = true;
    running = refresh().catch((error: unknown) => house.log.warn({ err: error }, 'it could not be seen where apps run')).finally(() => { busy = false; });
  };
  turn();
  const timer = setInterval(turn, options.everyMs ?? 1000);
  return { addresses: served.addresses, refresh, [Symbol.asyncDispose]: async () => { clearInterval(timer); await running; await served.stop(); } };
}
