import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

type Thing = { version: string; state: 'running' | 'suspended' | 'failing' | 'gone'; readyAt: number; files: Record<string, string> };

export type FakeCluster = { readonly url: string; close(): Promise<void> };

/**
 * A small cluster for benches and long tests: a process of its own that keeps generations of instances and outlives any worker, with the delays of a network, a list of everything and a
 * watch. `PUT|DELETE|GET /things/<instance>/<generation>`, `PUT|GET …/files`, `GET /things`, `GET /watch`, and for the test `POST /drift/<instance>`:
 * what runs there fails, or is gone but for its data (`{ gone: true }`).
 */
export async function startFakeCluster(options: { readonly delayMs?: () => number; readonly startMs?: number; readonly port?: number } = {}): Promise<FakeCluster> {
  const things = new Map<string, Thing>();
  const watchers = new Set<ServerResponse>();
  const tell = (key: string) => { for (const watcher of watchers) watcher.write(`${key.split('/')[0]}\n`); };
  const delay = options.delayMs ?? (() => 2 + Math.random() * 8);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [kind = '', ...rest] = (request.url ?? '').slice(1).split('/');
    const files = rest[2] === 'files';
    const key = rest.slice(0, 2).join('/');
    const send = (status: number, body: unknown = {}) => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)); };
    if (kind === 'watch') {
      response.writeHead(200);
      response.write('\n');
      watchers.add(response);
      response.on('close', () => watchers.delete(response));
      return;
    }
    const body = request.method === 'PUT' || request.method === 'POST' ? ((JSON.parse((await text(request)) || '{}')) as Partial<Thing> & { loads?: Record<string, Thing>; gone?: boolean }) : {};
    await sleep(delay());
    if (kind === 'drift') {
      for (const [one, thing] of things) if (one.startsWith(`${rest[0]}/`) && thing.state === 'running') thing.state = body.gone ? 'gone' : 'failing';
      tell(key);
      return send(200);
    }
    if (kind === 'load') {
      for (const [one, thing] of Object.entries(body.loads ?? {})) things.set(one, { ...thing });
      return send(200);
    }
    if (key === '') {
      response.writeHead(200).end([...things].filter(([, thing]) => thing.state !== 'gone').map(([one, thing]) => `${one} ${stateOf(thing)}`).join('\n'));
      return;
    }
    const thing = things.get(key);
    if (request.method === 'GET') return thing && (files || thing.state !== 'gone') ? send(200, files ? thing.files : { state: stateOf(thing), version: thing.version }) : send(404);
    if (request.method === 'DELETE') {
      if (things.delete(key)) tell(key);
      return send(200);
    }
    if (files) {
      things.set(key, { version: body.version ?? '', state: 'suspended', readyAt: 0, files: { ...body.files } });
      return send(200);
    }
    const readyAt = thing?.state === 'running' ? thing.readyAt : Date.now() + (options.startMs ?? 200);
    const next: Thing = { version: body.version ?? '', state: body.state ?? 'running', readyAt, files: { ...thing?.files, ...body.files } };
    things.set(key, next);
    if (thing?.state !== next.state) {
      tell(key);
      if (next.state === 'running') setTimeout(() => tell(key), Math.max(0, readyAt - Date.now()) + 5).unref();
    }
    return send(200);
  };

  const server: Server = createServer((request, response) => { answer(request, response).catch(() => response.destroy()); });
  await new Promise<void>((resolve) => { server.listen(options.port ?? 0, '127.0.0.1', resolve); });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}

function stateOf(thing: Thing): 'starting' | Thing['state'] {
  return thing.state === 'running' && Date.now() < thing.readyAt ? 'starting' : thing.state;
}
