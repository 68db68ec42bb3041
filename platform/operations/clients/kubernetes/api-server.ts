import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import type { KubernetesObject } from '@allmende/app-packages';
import { UnusableCluster } from './unusable-cluster.ts';
import { ApiFailed } from './api-failed.ts';
import { FIELD_MANAGER } from './field-manager.ts';
import { kindOf, pathOf, type Kind } from './kinds.ts';

const ANSWER_MS = 30_000;
const MOST_BYTES = 512 * 1024 ** 2;
const JSON_TYPE = 'application/json';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Asked = { readonly query?: Query; readonly body?: unknown; readonly contentType?: string; readonly accept?: string; readonly timeoutMs?: number };

/** An object as the server has it. */
export type LiveObject = {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid?: string; readonly resourceVersion?: string; readonly generation?: number; readonly creationTimestamp?: string; readonly deletionTimestamp?: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>>; readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string; readonly subresource?: string; readonly fieldsV1?: unknown }[] };
  readonly [field: string]: unknown;
};

/** The API of one cluster. Everything throws ApiFailed with the server's words. */
export type ApiServer = {
  readonly config: KubeConfig;
  /** Server-side apply: afterwards the object has these fields, whoever had changed them. */
  apply(object: KubernetesObject): Promise<LiveObject>;
  create(object: KubernetesObject): Promise<LiveObject>;
  /** Undefined when there is none. */
  get<Found extends LiveObject>(kind: Kind, namespace: string | undefined, name: string): Promise<Found | undefined>;
  /** Everything with these labels, page by page; over all namespaces when none is named. `metadataOnly` leaves out all but the metadata. */
  list<Found extends LiveObject>(kind: Kind, where: { readonly namespace?: string; readonly labels: string; readonly metadataOnly?: boolean }): Promise<{ readonly items: readonly Found[]; readonly version: string }>;
  /** JSON merge patch (RFC 7386). */
  merge(kind: Kind, namespace: string | undefined, name: string, patch: unknown): Promise<LiveObject>;
  /** Nothing happens when it is gone already. */
  remove(kind: Kind, namespace: string | undefined, name: string, options?: { readonly graceSeconds?: number; readonly onlyVersion?: string }): Promise<void>;
  /** The text of any address below the server's. */
  text(path: string, query?: Query): Promise<string>;
  json<Answer>(path: string, query?: Query): Promise<Answer>;
  /** An answer that goes on, such as a watch. */
  stream(path: string, query: Query, options: { readonly signal: AbortSignal; readonly idleMs: number; readonly metadataOnly?: boolean }): Promise<IncomingMessage>;
};

/** Opens the cluster that a kubeconfig names. Says nothing yet; the first call does. Throws UnusableCluster when the file cannot be used. */
export function openApiServer(source: { readonly kubeconfig: string; readonly context?: string } | KubeConfig): ApiServer {
  const config = source instanceof KubeConfig ? source : loadConfig(source);
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new UnusableCluster('Sie nennt keinen Cluster für den gewählten Kontext.');
  const server = new URL(cluster.server.replace(/\/+$/u, ''));

  const open = async (method: string, path: string, { query = {}, body, contentType, accept = JSON_TYPE, timeoutMs = ANSWER_MS }: Asked, signal?: AbortSignal): Promise<IncomingMessage> => {
    const url = new URL(`${server.origin}${server.pathname === '/' ? '' : server.pathname}${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options as Parameters<typeof config.applyToHTTPSOptions>[0]);
    // The client's own agent opens a connection for every call unless told otherwise.
    if (typeof options.agent === 'object') Object.assign(options.agent, { keepAlive: true });
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const headers = { ...options.headers, accept, ...(sent ? { 'content-type': contentType ?? JSON_TYPE, 'content-length': sent.length } : {}) };
    const send = (again: boolean): Promise<IncomingMessage> => new Promise((resolve, reject) => {
      const call = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, { ...options, method, headers, ...(signal ? { signal } : {}), timeout: timeoutMs }, resolve);
      call.once('timeout', () => call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
      call.once('error', (error: NodeJS.ErrnoException) => {
        // The server had closed the kept connection before the call reached it.
        if (again && call.reusedSocket && error.code === 'ECONNRESET') resolve(send(false));
        else reject(new ApiFailed({ status: 0, reason: error.code ?? error.name, message: error.message, asked: `${method} ${path}`, cause: error }));
      });
      call.end(sent);
    });
    return send(true);
  };
  const read = async (method: string, path: string, asked: Asked = {}, what = `${method} ${path}`): Promise<Buffer> => {
    const answer = await open(method, path, asked);
    const text = await buffer(limited(answer)).catch((error: unknown) => { throw new ApiFailed({ status: 0, reason: 'broken', message: String(error), asked: what, cause: error }); });
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return text;
    throw failureOf(status, text, what);
  };
  const ask = async <Answer>(method: string, path: string, asked: Asked = {}, what?: string): Promise<Answer> => JSON.parse((await read(method, path, asked, what)).toString('utf8')) as Answer;

  return {
    config,
    apply: (object) => ask('PATCH', pathOf(kindOf(object), object.metadata.namespace, object.metadata.name), {
      body: object, contentType: 'application/apply-patch+yaml', query: { fieldManager: FIELD_MANAGER, force: true, fieldValidation: 'Strict' },
    }, `apply ${object.kind} ${object.metadata.name}`),
    create: (object) => ask('POST', pathOf(kindOf(object), object.metadata.namespace), { body: object, query: { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' } }, `create ${object.kind} ${object.metadata.name}`),
    get: async <Found extends LiveObject>(kind: Kind, namespace: string | undefined, name: string) => {
      try {
        return await ask<Found>('GET', pathOf(kind, namespace, name), {}, `get ${kind.kind} ${name}`);
      } catch (error) {
        if (error instanceof ApiFailed && error.status === 404) return undefined;
        throw error;
      }
    },
    list: async <Found extends LiveObject>(kind: Kind, where: { readonly namespace?: string; readonly labels: string; readonly metadataOnly?: boolean }) => {
      const items: Found[] = [];
      for (let next: string | undefined; ;) {
        const page = await ask<{ metadata: { resourceVersion?: string; continue?: string }; items: Found[] | null }>('GET', pathOf(kind, where.namespace), { query: { labelSelector: where.labels, limit: 500, continue: next }, ...(where.metadataOnly ? { accept: `${JSON_TYPE};as=PartialObjectMetadataList;g=meta.k8s.io;v=v1` } : {}) }, `list ${kind.kind}`);
        items.push(...(page.items ?? []));
        next = page.metadata.continue === '' ? undefined : page.metadata.continue;
        if (next === undefined) return { items, version: page.metadata.resourceVersion ?? '' };
      }
    },
    merge: (kind, namespace, name, patch) => ask('PATCH', pathOf(kind, namespace, name), { body: patch, contentType: 'application/merge-patch+json', query: { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' } }, `patch ${kind.kind} ${name}`),
    remove: async (kind, namespace, name, options = {}) => {
      const body = {
        apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', ...(options.graceSeconds === undefined ? {} : { gracePeriodSeconds: options.graceSeconds }),
        ...(options.onlyVersion === undefined ? {} : { preconditions: { resourceVersion: options.onlyVersion } }),
      };
      try {
        await read('DELETE', pathOf(kind, namespace, name), { body }, `delete ${kind.kind} ${name}`);
      } catch (error) {
        if (!(error instanceof ApiFailed && error.status === 404)) throw error;
      }
    },
    text: async (path, query = {}) => (await read('GET', path, { query })).toString('utf8'),
    json: (path, query = {}) => ask('GET', path, { query }),
    stream: async (path, query, { signal, idleMs, metadataOnly }) => {
      const answer = await open('GET', path, { query, timeoutMs: idleMs, ...(metadataOnly ? { accept: `${JSON_TYPE};as=PartialObjectMetadata;g=meta.k8s.io;v=v1` } : {}) }, signal);
      const status = answer.statusCode ?? 0;
      if (status === 200) return answer;
      throw failureOf(status, await buffer(limited(answer)), `watch ${path}`);
    },
  };
}

function loadConfig({ kubeconfig, context }: { readonly kubeconfig: string; readonly context?: string }): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new UnusableCluster(`Die Datei „${kubeconfig}“ kann nicht gelesen werden.`, { cause: error });
  }
  if (context !== undefined) {
    if (!config.getContextObject(context)) throw new UnusableCluster(`Sie hat keinen Kontext „${context}“.`);
    config.setCurrentContext(context);
  }
  return config;
}

function failureOf(status: number, body: Buffer, asked: string): ApiFailed {
  let said: { readonly reason?: string; readonly message?: string } = {};
  try {
    said = JSON.parse(body.toString('utf8')) as typeof said;
  } catch {
    said = { message: body.toString('utf8').slice(0, 300) };
  }
  return new ApiFailed({ status, reason: said.reason ?? '', message: said.message ?? '', asked });
}

async function* limited(answer: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('the answer is too large');
    yield part;
  }
}
