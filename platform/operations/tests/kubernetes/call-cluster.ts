import { request } from 'node:https';
import { json } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';

/** Somebody who may call the API of a cluster. */
export type ClusterAccount = { readonly kubeconfig: string };
/** What an API server answered. */
export type ClusterAnswer = { readonly status: number; readonly body: Record<string, unknown> };

/** Calls the API of a cluster in the name of an account, beside everything that is tested. Patches are merge patches unless another kind is named. */
export function callCluster(account: ClusterAccount): (method: string, path: string, body?: unknown, contentType?: string) => Promise<ClusterAnswer> {
  const config = new KubeConfig();
  config.loadFromFile(account.kubeconfig);
  const server = config.getCurrentCluster()?.server ?? '';
  return async (method, path, body, contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json') => {
    const options: Parameters<typeof config.applyToHTTPSOptions>[0] = {};
    await config.applyToHTTPSOptions(options);
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const call = request(`${server}${path}`, { ...(options as object), method, headers: { ...(options.headers as Record<string, string>), accept: 'application/json', ...(sent === undefined ? {} : { 'content-type': contentType, 'content-length': sent.length }) } }, (answer) => {
        json(answer).then((said) => resolve({ status: answer.statusCode ?? 0, body: said as Record<string, unknown> }), () => resolve({ status: answer.statusCode ?? 0, body: {} }));
      });
      call.once('error', reject);
      call.end(sent);
    });
  };
}
