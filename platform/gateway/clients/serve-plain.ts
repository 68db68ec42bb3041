import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nameOfHostHeader } from '../domain/host-name.ts';

export type PlainOptions = {
  readonly host: string;
  readonly port: number;
  /** The answer to a challenge of a certificate authority; undefined for unknown ones. */
  challenge(token: string): Promise<string | undefined>;
  /** Where a host is reached by https; undefined for hosts that are no instance's. */
  secureOrigin(host: string): string | undefined;
  onError(error: unknown): void;
};

/** Listens for plain http beside https: answers certificate authorities and leads everybody else to https. */
export async function servePlain(options: PlainOptions): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000, maxHeaderSize: 16 * 1024 }, (request, response) => {
    const token = /^\/\.well-known\/acme-challenge\/([\w-]{1,200})$/u.exec(request.url ?? '')?.[1];
    const answer = async () => {
      const found = token === undefined ? undefined : await options.challenge(token);
      if (found !== undefined) return response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).end(found);
      const origin = options.secureOrigin(nameOfHostHeader(request.headers.host)?.toLowerCase() ?? '');
      if (origin === undefined || token !== undefined || !(request.url ?? '').startsWith('/')) return response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end('Hier ist keine Anwendung.\n');
      return response.writeHead(308, { location: `${origin}${request.url ?? '/'}`, 'cache-control': 'no-store', connection: 'close' }).end();
    };
    answer().catch((error: unknown) => { options.onError(error); response.destroy(); });
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(options.port, options.host, resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => { server.closeAllConnections(); await new Promise((resolve) => { server.close(resolve); }); },
  };
}
