import type { IncomingMessage, ServerResponse } from 'node:http';
import type { House } from '@allmende/house';
import type { Provider } from 'oidc-provider';
import { browsing, type Browser } from './artefact-adapter.ts';

/** Gives a request to a provider, which writes the answer. The addresses that it names are always those of the issuer, whatever the request says. `target` is the path below the issuer. */
export async function handOver(house: Pick<House, 'config'>, asked: { readonly provider: Provider; readonly request: IncomingMessage; readonly response: ServerResponse; readonly target: string; readonly remoteAddress: string; readonly browser: Browser }): Promise<void> {
  const { provider, request, response, target, remoteAddress, browser } = asked;
  const { host, protocol } = new URL(house.config.publicAddress);
  Object.assign(request.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-for': remoteAddress });
  delete request.headers['x-forwarded-host'];
  Object.assign(request, { originalUrl: request.url });
  request.url = target;
  await browsing.run(browser, () => provider.callback()(request, response));
}
