import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { DoorPlace } from '../domain/door.ts';

const PATIENCE_MS = 10_000;
const MOST_CONNECTIONS = 256;

export type DoorOptions = {
  readonly port: number;
  answer(request: IncomingMessage, response: ServerResponse, place: DoorPlace): Promise<void>;
  onError(error: unknown): void;
};

/** What listens at some addresses of this machine. */
export type ServedDoor = {
  /** Listens at exactly these from now on. An address that another process holds is left to it and tried again at the next call. */
  at(places: ReadonlyMap<string, DoorPlace>): Promise<void>;
  /** Where it listens now. */
  addresses(): readonly string[];
  stop(): Promise<void>;
};

type Opened = { place: DoorPlace; readonly server: Server };

/** Listens where it is told, and takes connections from that network alone: whoever comes by another way is shut out before a byte is read. */
export function serveDoor(options: DoorOptions): ServedDoor {
  const opened = new Map<string, Opened>();
  const close = async (address: string) => {
    const one = opened.get(address);
    opened.delete(address);
    one?.server.closeAllConnections();
    await new Promise((resolve) => { if (one) one.server.close(resolve); else resolve(undefined); });
  };
  const open = async (address: string, place: DoorPlace) => {
    const server = createServer({ headersTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS, maxHeaderSize: 16 * 1024 }, (request, response) => {
      const now = opened.get(address)?.place;
      if (!now) { response.destroy(); return; }
      options.answer(request, response, now).catch((error: unknown) => { options.onError(error); response.destroy(); });
    });
    server.maxConnections = MOST_CONNECTIONS;
    server.on('connection', (socket) => { if (opened.get(address)?.place.holds(socket.remoteAddress ?? '') !== true) socket.destroy(); });
    const listens = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EADDRINUSE' || error.code === 'EADDRNOTAVAIL') resolve(false); else reject(error); });
      server.listen(options.port, address, () => resolve(true));
    });
    if (listens) opened.set(address, { place, server });
  };
  return {
    at: async (places) => {
      for (const address of opened.keys()) if (!places.has(address)) await close(address);
      for (const [address, place] of places) {
        const there = opened.get(address);
        if (there) there.place = place;
        else await open(address, place).catch(options.onError);
      }
    },
    addresses: () => [...opened.keys()],
    stop: async () => { for (const address of opened.keys()) await close(address); },
  };
}

/** The addresses of IPv4 that this machine has now. */
export function ownAddresses(): readonly { readonly address: string; readonly netmask: string }[] {
  return Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal);
}
