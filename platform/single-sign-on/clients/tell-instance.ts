import { request } from 'node:http';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findInstanceByHost } from '@allmende/gateway';
import { lookUpInstance } from '@allmende/operations';

const PATIENCE_MS = 5_000;

/**
 * Posts to an instance of the authority where it runs, under the name by which people know it: the gateway would ask for a sign-in. Throws for addresses of anything else, so nothing is ever sent anywhere but to the authority's own instances.
 */
export async function tellInstance(house: House, tenant: TenantId, url: string, options: { readonly method?: string | undefined; readonly headers?: unknown; readonly body?: unknown } | undefined): Promise<Response> {
  const { host, hostname, pathname, search, protocol } = new URL(url);
  const id = await findInstanceByHost(house, { tenant, host: hostname });
  const instance = id === undefined ? undefined : await lookUpInstance(house, { tenant, instance: id });
  if (instance?.upstream === undefined) throw new Error('there is no instance of the authority at this address');
  const upstream = new URL(instance.upstream);
  const body = options?.body instanceof URLSearchParams ? options.body.toString() : '';
  return new Promise((resolve, reject) => {
    const asked = request({
      host: upstream.hostname, port: upstream.port, path: `${pathname}${search}`, method: options?.method ?? 'POST', agent: false, timeout: PATIENCE_MS,
      headers: { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
    }, (answer) => {
      answer.resume();
      // What the app says is not of interest, only whether it took it.
      answer.on('end', () => resolve(new Response(null, { status: answer.statusCode ?? 502 })));
      answer.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error('the instance did not answer in time')));
    asked.on('error', reject);
    asked.end(body);
  });
}
