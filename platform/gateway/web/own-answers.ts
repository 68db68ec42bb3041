import type { House } from '@allmende/house';
import type { GateAnswer, GateRequest } from '../domain/gate.ts';
import { nameOfHostHeader } from '../domain/host-name.ts';

const HERE = new Set(['127.0.0.1', '::1']);

/** What machines ask of the gateway itself: alive, ready, figures; only at a host that is no app's, figures only on this machine. */
export function ownAnswers(house: Pick<House, 'database' | 'config' | 'metrics'>): (request: GateRequest, remoteAddress: string) => Promise<GateAnswer | undefined> {
  const json = (status: number, text: string): GateAnswer => ({ status, headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }, body: JSON.stringify({ status: text }) });
  return async (request, remoteAddress) => {
    const host = nameOfHostHeader(request.host)?.toLowerCase() ?? '';
    if (request.method !== 'GET' || request.isUpgrade || !isNoApp(host, house.config.apps.domain)) return undefined;
    if (request.target === '/health/live') return json(200, 'live');
    if (request.target === '/health/ready') return (await house.database.isReachable()) ? json(200, 'ready') : json(503, 'database unreachable');
    if (request.target === '/metrics' && HERE.has(remoteAddress)) return { status: 200, headers: { 'content-type': house.metrics.contentType, 'cache-control': 'no-store' }, body: await house.metrics.text() };
    return undefined;
  };
}

/** Numbers, `localhost` and the apps domain itself are never an app's host. */
function isNoApp(host: string, appsDomain: string): boolean {
  return host === appsDomain || host === 'localhost' || /^[\d.]+$/u.test(host);
}
