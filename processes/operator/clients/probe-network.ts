import { Resolver } from 'node:dns/promises';
import { request } from 'node:http';
import { connect } from 'node:net';

// Runs in the network of a container, started by `inside-of-pod.ts`; what it tries stands in its one argument, what came of it in the one line that it prints.

/** Something to try: a connection, a page, or the name of a pod at a name server. */
export type Probe = { readonly kind: 'port'; readonly host: string; readonly port: number } | { readonly kind: 'page'; readonly host: string; readonly port: number; readonly path: string; readonly name: string } | { readonly kind: 'name'; readonly name: string; readonly server: string };

const PATIENCE_MS = 2_000;
const NOTHING = '';

/** What came of each: `open` for a connection, the status of a page, the addresses of a name; an empty text when nothing did. */
export function probeNetwork(probes: readonly Probe[]): Promise<readonly string[]> {
  return Promise.all(probes.map((probe) => (probe.kind === 'port' ? tryPort(probe) : probe.kind === 'page' ? tryPage(probe) : tryName(probe))));
}

function tryPort({ host, port }: Extract<Probe, { kind: 'port' }>): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (outcome: string) => { clearTimeout(timer); socket.destroy(); resolve(outcome); };
    const timer = setTimeout(() => end(NOTHING), PATIENCE_MS);
    socket.once('connect', () => end('open'));
    socket.once('error', () => end(NOTHING));
  });
}

function tryPage({ host, port, path, name }: Extract<Probe, { kind: 'page' }>): Promise<string> {
  return new Promise((resolve) => {
    const asked = request({ host, port, path, headers: { host: `${name}:${port}` }, agent: false, timeout: PATIENCE_MS }, (answer) => { answer.resume(); resolve(String(answer.statusCode ?? 0)); });
    asked.once('timeout', () => { asked.destroy(); resolve(NOTHING); });
    asked.once('error', () => resolve(NOTHING));
    asked.end();
  });
}

async function tryName({ name, server }: Extract<Probe, { kind: 'name' }>): Promise<string> {
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([server]);
  return resolver.resolve4(name).then((found) => found.join(' '), () => NOTHING);
}

if (import.meta.main) console.log(JSON.stringify(await probeNetwork(JSON.parse(process.argv[2] ?? '[]') as Probe[])));
