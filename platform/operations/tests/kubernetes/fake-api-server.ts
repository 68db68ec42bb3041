import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

type Fields = { [field: string]: unknown };
type Meta = { name: string; namespace?: string; uid: string; resourceVersion: string; generation: number; creationTimestamp: string; deletionTimestamp?: string; labels?: Record<string, string>; annotations?: Record<string, string>; managedFields?: readonly unknown[] };
/** An object as the fake server keeps it. */
export type Kept = Fields & { metadata: Meta };
type Change = { readonly version: number; readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly collection: string; readonly object: Kept };
type Watcher = { readonly collection: string; readonly selects: (object: Kept) => boolean; readonly send: (type: string, object: unknown) => void };

/** Runs a command in a pod: bytes in, bytes out, exit code. */
export type Execute = (pod: Kept, container: string, command: readonly string[], input: Buffer) => Promise<{ readonly code: number; readonly output: Buffer; readonly errors: string }>;

/**
 * A small API server for tests, over real HTTP: objects by address, versions, labels, pages, server-side apply by field manager (as far as one manager goes), merge patch, preconditions, watches with bookmarks that can
 * be cut and made too old, `exec` over WebSocket. It knows no schemas: objects are checked against those of the API elsewhere.
 */
export async function startFakeApiServer() {
  const objects = new Map<string, Kept>();
  const applied = new Map<string, Fields>();
  const changes: Change[] = [];
  const watchers = new Set<Watcher>();
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const failures: { readonly pattern: RegExp; readonly status: number; readonly reason: string; readonly message: string; times: number }[] = [];
  let version = 1000;
  let oldest = 0;
  let uids = 0;
  const fake = {
    url: '', objects, asked, execute: undefined as Execute | undefined, logs: new Map<string, string>(), memory: undefined as string | undefined, pageSize: 500, unknownKinds: new Set<string>(),
    /** The next so many calls of `METHOD /path` that fit fail. */
    failNext: (pattern: RegExp, failure: { readonly status: number; readonly reason: string; readonly message?: string }, times = 1) => { failures.push({ pattern, message: '', ...failure, times }); },
    /** Cuts all connections, as a server that is restarted does. */
    cut: () => { for (const socket of sockets) socket.destroy(); },
    /** Forgets what happened so far: who watches from before gets 410. */
    compact: () => { oldest = version; changes.length = 0; },
    /** Something that a controller or a machine does, without HTTP. */
    put: (collection: string, object: Kept) => put(collection, object),
    drop: (collection: string, name: string) => drop(`${collection}/${name}`),
    in: (plural: string) => [...objects].filter(([key]) => key.split('/').at(-2) === plural).map(([, object]) => object),
    watching: () => watchers.size,
    version: () => version,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };

  function tell(type: Change['type'], collection: string, object: Kept): void {
    const change = { version, type, collection, object: structuredClone(object) };
    changes.push(change);
    for (const watcher of watchers) if (covers(watcher.collection, collection) && watcher.selects(object)) watcher.send(type, change.object);
  }
  function put(collection: string, object: Kept): Kept {
    const key = `${collection}/${object.metadata.name}`;
    const before = objects.get(key);
    version += 1;
    object.metadata.resourceVersion = String(version);
    objects.set(key, object);
    tell(before ? 'MODIFIED' : 'ADDED', collection, object);
    return object;
  }
  function drop(key: string): void {
    const object = objects.get(key);
    if (!object) return;
    objects.delete(key);
    applied.delete(key);
    version += 1;
    object.metadata.resourceVersion = String(version);
    tell('DELETED', key.slice(0, key.lastIndexOf('/')), object);
  }
  function fresh(body: Fields, namespace: string | undefined): Kept {
    const metadata = body['metadata'] as Partial<Meta>;
    uids += 1;
    return { ...structuredClone(body), metadata: { ...structuredClone(metadata), name: metadata.name ?? '', ...(namespace === undefined ? {} : { namespace }), uid: `uid-${uids}`, resourceVersion: '0', generation: 1, creationTimestamp: new Date().toISOString() } };
  }

  const answer = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const refuse = (response: ServerResponse, code: number, reason: string, message = '') => answer(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const method = request.method ?? 'GET';
    asked.push(`${method} ${url.pathname}`);
    const failing = failures.find((failure) => failure.times > 0 && failure.pattern.test(`${method} ${url.pathname}`));
    const body = method === 'GET' ? {} : ((await json(request).catch(() => ({}))) as Fields);
    if (failing) {
      failing.times -= 1;
      return refuse(response, failing.status, failing.reason, failing.message);
    }
    const path = url.pathname;
    if (path.startsWith('/apis/metrics.k8s.io/')) return fake.memory === undefined ? refuse(response, 404, 'NotFound') : answer(response, 200, { items: [{ containers: [{ usage: { memory: fake.memory } }] }] });
    if (path.endsWith('/log')) return fake.logs.has(path) ? response.end(fake.logs.get(path)) : refuse(response, 404, 'NotFound');
    const [, namespace] = /\/namespaces\/([^/]+)\//u.exec(path) ?? [];
    const [collection, name] = placeOf(path);
    if (fake.unknownKinds.has(collection.split('/').at(-1) ?? '')) return refuse(response, 404, 'NotFound', 'the server could not find the requested resource');
    const selects = selector(url.searchParams.get('labelSelector') ?? '');
    if (method === 'GET' && name === undefined) return url.searchParams.get('watch') === 'true' ? watch(request, response, collection, selects, Number(url.searchParams.get('resourceVersion'))) : list(response, collection, selects, url.searchParams);
    const key = `${collection}/${name ?? (body['metadata'] as Meta | undefined)?.name}`;
    const there = objects.get(key);
    if (method === 'GET') return there ? answer(response, 200, there) : refuse(response, 404, 'NotFound', `${key} not found`);
    const home = namespace === undefined ? undefined : objects.get(`/api/v1/namespaces/${namespace}`);
    if (namespace !== undefined && !home) return refuse(response, 404, 'NotFound', `namespaces "${namespace}" not found`);
    if (home?.metadata.deletionTimestamp !== undefined && !there) return refuse(response, 403, 'Forbidden', `unable to create new content in namespace ${namespace} because it is being terminated`);
    if (method === 'POST') return there ? refuse(response, 409, 'AlreadyExists', `${key} already exists`) : answer(response, 201, put(collection, fresh(body, namespace)));
    if (method === 'DELETE') return remove(response, key, collection, there, body);
    const type = request.headers['content-type'] ?? '';
    if (type === 'application/apply-patch+yaml') {
      if (url.searchParams.get('fieldManager') !== 'allmende') return refuse(response, 400, 'BadRequest', 'fieldManager is required for apply patch');
      const { uid } = body['metadata'] as Partial<Meta>;
      if (uid !== undefined && there?.metadata.uid !== uid) return refuse(response, 409, 'Conflict', `uid mismatch: the provided object specified uid ${uid}`);
      const before = there ?? fresh({ apiVersion: body['apiVersion'], kind: body['kind'], metadata: body['metadata'] }, namespace);
      const next = merged(without(structuredClone(before), applied.get(key) ?? {}, body), body) as Kept;
      applied.set(key, structuredClone(body));
      next.metadata.managedFields = [{ manager: 'allmende', operation: 'Apply', fieldsV1: namesOf(body) }];
      return answer(response, there ? 200 : 201, changed(collection, there, next));
    }
    if (!there) return refuse(response, 404, 'NotFound', `${key} not found`);
    if (type === 'application/merge-patch+json') return answer(response, 200, changed(collection, there, patched(structuredClone(there), body) as Kept));
    return refuse(response, 415, 'UnsupportedMediaType', type);
  }
  function changed(collection: string, there: Kept | undefined, next: Kept): Kept {
    if (there && same(there, next)) return there;
    if (there && !same(there['spec'], next['spec'])) next.metadata.generation += 1;
    return put(collection, next);
  }
  function remove(response: ServerResponse, key: string, collection: string, there: Kept | undefined, options: Fields): unknown {
    if (!there) return refuse(response, 404, 'NotFound', `${key} not found`);
    const wanted = (options['preconditions'] as { resourceVersion?: string } | undefined)?.resourceVersion;
    if (wanted !== undefined && wanted !== there.metadata.resourceVersion) return refuse(response, 409, 'Conflict', 'the resourceVersion precondition was not met');
    const lingers = collection.endsWith('/namespaces') || collection.endsWith('/persistentvolumeclaims') || (collection.endsWith('/pods') && options['gracePeriodSeconds'] !== 0);
    if (lingers && there.metadata.deletionTimestamp === undefined) put(collection, { ...structuredClone(there), metadata: { ...there.metadata, deletionTimestamp: new Date().toISOString() } });
    else if (!lingers) drop(key);
    return answer(response, 200, there);
  }
  function list(response: ServerResponse, collection: string, selects: (object: Kept) => boolean, query: URLSearchParams): unknown {
    const all = [...objects].filter(([key, object]) => covers(collection, key.slice(0, key.lastIndexOf('/'))) && selects(object)).map(([, object]) => object);
    const from = Number(query.get('continue') ?? 0);
    const page = all.slice(from, from + fake.pageSize);
    const next = from + fake.pageSize < all.length ? String(from + fake.pageSize) : '';
    return answer(response, 200, { metadata: { resourceVersion: String(version), continue: next }, items: page });
  }
  function watch(request: IncomingMessage, response: ServerResponse, collection: string, selects: (object: Kept) => boolean, from: number): unknown {
    response.writeHead(200, { 'content-type': 'application/json' });
    const send = (type: string, object: unknown) => { response.write(`${JSON.stringify({ type, object })}\n`); };
    response.flushHeaders();
    // As kube-apiserver says it: inside of an answer that began well.
    if (from < oldest) return response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', metadata: {}, status: 'Failure', code: 410, reason: 'Expired', message: `too old resource version: ${from}` } })}\n`);
    for (const change of changes) if (change.version > from && covers(collection, change.collection) && selects(change.object)) send(change.type, change.object);
    send('BOOKMARK', { metadata: { resourceVersion: String(version) } });
    const watcher = { collection, selects, send };
    watchers.add(watcher);
    request.once('close', () => watchers.delete(watcher));
    return undefined;
  }

  const server = createServer((request, response) => { serve(request, response).catch((error: unknown) => refuse(response, 500, 'InternalError', String(error))); });
  server.on('connection', (socket) => { sockets.add(socket); socket.once('close', () => sockets.delete(socket)); });
  const shell = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has('v5.channel.k8s.io') ? 'v5.channel.k8s.io' : false) });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const [, path = ''] = /^(.*)\/exec$/u.exec(url.pathname) ?? [];
    const pod = objects.get(path);
    const execute = fake.execute;
    asked.push(`EXEC ${path} ${url.searchParams.getAll('command').join(' ')}`);
    if (!pod || !execute) { socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'); return; }
    shell.handleUpgrade(request, socket, head, (client) => {
      const parts: Buffer[] = [];
      const run = async () => {
        const ended = await execute(pod, url.searchParams.get('container') ?? '', url.searchParams.getAll('command'), Buffer.concat(parts));
        for (let start = 0; start < ended.output.length; start += 7000) client.send(Buffer.concat([Buffer.of(1), ended.output.subarray(start, start + 7000)]));
        if (ended.errors !== '') client.send(Buffer.concat([Buffer.of(2), Buffer.from(ended.errors)]));
        const status = ended.code === 0 ? { status: 'Success' } : { status: 'Failure', reason: 'NonZeroExitCode', message: `command terminated with non-zero exit code: exit status ${ended.code}`, details: { causes: [{ reason: 'ExitCode', message: String(ended.code) }] } };
        client.send(Buffer.concat([Buffer.of(3), Buffer.from(JSON.stringify(status))]));
        client.close();
      };
      if (url.searchParams.get('stdin') !== 'true') { run().catch(() => client.terminate()); return; }
      client.on('message', (message: Buffer) => {
        if (message[0] === 0) parts.push(message.subarray(1));
        else if (message[0] === 255 && message[1] === 0) run().catch(() => client.terminate());
      });
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  const address = server.address();
  fake.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return fake;
}

export type FakeApiServer = Awaited<ReturnType<typeof startFakeApiServer>>;

function placeOf(path: string): readonly [string, string | undefined] {
  const parts = path.split('/');
  const root = parts[1] === 'api' ? 3 : 4;
  const spaced = parts[root] === 'namespaces' && parts.length > root + 2 ? root + 2 : root;
  return [parts.slice(0, spaced + 1).join('/'), parts[spaced + 1]];
}

// A list over all namespaces has the collection without one.
function covers(asked: string, collection: string): boolean {
  return asked === collection || asked === collection.replace(/\/namespaces\/[^/]+\//u, '/');
}

function selector(text: string): (object: Kept) => boolean {
  const wants = text.split(',').filter((one) => one !== '').map((one) => one.split('='));
  return (object) => wants.every(([name = '', value]) => (value === undefined ? object.metadata.labels?.[name] !== undefined : object.metadata.labels?.[name] === value));
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

// What a manager has applied before and does not apply now goes.
function without(object: Fields, before: Fields, now: Fields): Fields {
  for (const [field, value] of Object.entries(before)) {
    if (!(field in now)) delete object[field];
    else if (isFields(value) && isFields(object[field]) && isFields(now[field])) without(object[field] as Fields, value, now[field] as Fields);
  }
  return object;
}

function namesOf(body: Fields): Fields {
  return Object.fromEntries(Object.entries(body).filter(([field]) => field !== 'uid').map(([field, value]) => [`f:${field}`, isFields(value) ? namesOf(value) : {}]));
}

function merged(object: Fields, applied: Fields): Fields {
  for (const [field, value] of Object.entries(applied)) object[field] = isFields(value) && isFields(object[field]) ? merged(object[field] as Fields, value) : structuredClone(value);
  return object;
}

function patched(object: Fields, patch: Fields): Fields {
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete object[field];
    else object[field] = isFields(value) ? patched(isFields(object[field]) ? (object[field] as Fields) : {}, value) : structuredClone(value);
  }
  return object;
}
