import { lookup } from 'node:dns/promises';
import { isIPv4 } from 'node:net';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { ReachedServer } from '../../domain/app-needs.ts';

/** A server with its addresses of IPv4 at this moment, sorted. */
export type FoundServer = ReachedServer & { readonly addresses: readonly string[] };

const ITSELF = /^(?:127\.|0\.)/u;

/** Finds the addresses of servers that an app may reach. Throws RuntimeUnable for a name that nobody knows and for one that leads back to whoever asks. */
export async function findServers(servers: readonly ReachedServer[]): Promise<readonly FoundServer[]> {
  return Promise.all(servers.map(async (server) => {
    const addresses = isIPv4(server.host) ? [server.host] : (await lookup(server.host, { all: true, family: 4 }).catch(() => [])).map(({ address }) => address);
    if (addresses.length === 0) throw new RuntimeUnable(`Der Server „${server.host}“, den die Anwendung braucht, ist nicht zu finden.`);
    if (addresses.some((address) => ITSELF.test(address))) throw new RuntimeUnable(`Der Server „${server.host}“, den die Anwendung braucht, ist aus ihrem Container nicht zu erreichen: Der Name führt zu ihr selbst.`);
    return { ...server, addresses: [...new Set(addresses)].toSorted() };
  }));
}
