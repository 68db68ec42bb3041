import { request } from 'node:http';
import type { AppComponent } from '@allmende/app-packages';

type Probe = AppComponent['probes']['ready'];

/** Whether a probe answers below 400 within its time, at most `mostMs`. */
export function probe(address: string, one: Probe, mostMs: number): Promise<boolean> {
  const timeout = Math.min((one.timeoutSeconds ?? 2) * 1000, mostMs);
  return new Promise((resolve) => {
    const asked = request(`http://${address}${one.http.path}`, { agent: false, timeout, headers: { 'user-agent': 'allmende-probe', connection: 'close' } }, (response) => {
      response.destroy();
      resolve((response.statusCode ?? 500) < 400);
    });
    const late = setTimeout(() => asked.destroy(new Error('late')), timeout);
    asked.once('timeout', () => asked.destroy(new Error('late')));
    asked.once('error', () => resolve(false));
    asked.once('close', () => clearTimeout(late));
    asked.end();
  });
}

/** The port number that a probe names. */
export function portOf(component: AppComponent, name: string): number {
  return component.ports.find((port) => port.name === name)?.port ?? 0;
}
