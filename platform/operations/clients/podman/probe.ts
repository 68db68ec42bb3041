import { request } from 'node:http';
import { connect } from 'node:net';
import type { AppComponent, AppProbe } from '@allmende/app-packages';

/** Whether a probe is answered below 400, or its connection taken, within its time, at most `mostMs`. */
export function probe(address: string, one: AppProbe, mostMs: number): Promise<boolean> {
  const timeout = Math.min((one.timeoutSeconds ?? 2) * 1000, mostMs);
  return one.http ? answers(`http://${address}${one.http.path}`, timeout) : connects(address, timeout);
}

function connects(address: string, timeout: number): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const late = setTimeout(() => socket.destroy(new Error('late')), timeout);
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
    socket.once('close', () => clearTimeout(late));
  });
}

function answers(url: string, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(url, { agent: false, timeout, headers: { 'user-agent': 'allmende-probe', connection: 'close' } }, (response) => {
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
