import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authenticationTag, signEvent, type EventToSign } from '@allmende/fit-connect';
import type { TestKeys } from '@allmende/fit-connect/testing';

/** A submission as the service of the test has it. */
export type TakenSubmission = {
  readonly id: string;
  readonly case: string;
  readonly created: Record<string, unknown>;
  readonly attachments: Map<string, string>;
  metadata: string | undefined;
  data: string | undefined;
  readonly log: string[];
};

/** What the test does to the service. Everything that it answers can be changed, as a service or somebody on the way could. */
export type ServiceKnobs = {
  destination: Record<string, unknown>;
  encryptionKey: Record<string, unknown>;
  /** Answers this status instead of doing what is asked. */
  fails: ((method: string, path: string) => number | undefined) | undefined;
  /** Does what is asked and then breaks the connection. */
  losesAnswer: ((method: string, path: string) => boolean) | undefined;
  /** The signature over the route, and the keys that the Routing API publishes. */
  routeSignature: string | undefined;
  routingKeys: readonly object[] | undefined;
  /** Changes an event log on its way out. */
  forges: ((log: readonly string[], submission: TakenSubmission) => Promise<readonly string[]> | readonly string[]) | undefined;
};

/** The smallest delivery service that a sender can be tried against: it speaks v1 and v2, signs what it says, and keeps everything in memory. Callbacks are the test's own. */
export async function aDeliveryService(keys: { readonly service: TestKeys; readonly destination: TestKeys }, offer: { readonly service: string; readonly region: string; readonly schemaUri: string }) {
  const destination = randomUUID();
  const submissions: TakenSubmission[] = [];
  const asked: string[] = [];
  const knobs: ServiceKnobs = { destination: {}, encryptionKey: {}, fails: undefined, losesAnswer: undefined, routeSignature: undefined, routingKeys: undefined, forges: undefined };
  const state = { token: randomUUID(), tokensGiven: 0 };
  const server = createServer((request, response) => { void answer(request, response).catch(() => response.destroy()); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { now: () => new Date() };
  const services = [{ identifier: offer.service, regions: [offer.region], submissionSchemas: [{ schemaUri: offer.schemaUri, mimeType: 'application/json' }] }];

  const say = (submission: TakenSubmission, event: Pick<EventToSign, 'name' | 'payload'> & Partial<EventToSign>, by: 'service' | 'destination' = 'service') => {
    const pair = by === 'service' ? keys.service.sign : keys.destination.sign;
    return signEvent({ id: randomUUID(), issuer: by === 'service' ? address : destination, issuedAt: clock.now(), subject: { kind: 'submission', id: submission.id }, case: submission.case, ...event }, { key: pair.privateKey, kid: pair.publicJwk.kid });
  };
  const tagsOf = ({ metadata, data, attachments }: TakenSubmission) => ({
    metadata: authenticationTag(metadata ?? ''), ...(data === undefined ? {} : { data: authenticationTag(data) }), ...(attachments.size === 0 ? {} : { attachments: Object.fromEntries([...attachments].map(([id, jwe]) => [id, authenticationTag(jwe)])) }),
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const method = request.method ?? '';
    asked.push(`${method} ${path}`);
    const failing = knobs.fails?.(method, path);
    const [status, json] = failing === undefined ? await handle(method, path, new URLSearchParams(query), body, request.headers.authorization) : [failing, { type: 'about:blank', title: 'x', status: failing }];
    if (knobs.losesAnswer?.(method, path) === true) return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(json === undefined ? undefined : JSON.stringify(json));
  }

  async function handle(method: string, path: string, query: URLSearchParams, body: string, authorization: string | undefined): Promise<[number, unknown]> {
    if (path === '/token') {
      const form = new URLSearchParams(body);
      state.tokensGiven += 1;
      return form.get('client_secret') === 'right' && form.get('grant_type') === 'client_credentials' ? [200, { access_token: state.token, expires_in: 1800, token_type: 'bearer' }] : [400, { error: 'invalid_client' }];
    }
    if (path === '/.well-known/jwks.json') return [200, { keys: [keys.service.sign.publicJwk] }];
    if (path === '/routing/routes') return [200, { routes: query.get('ars') === offer.region.slice(2) && query.get('leikaKey') === offer.service.split(':').at(-1) ? [{ destinationId: destination, ...(knobs.routeSignature === undefined ? {} : { destinationSignature: knobs.routeSignature }) }] : [] }];
    if (path === '/routing/.well-known/jwks.json') return knobs.routingKeys === undefined ? [404, undefined] : [200, { keys: knobs.routingKeys }];
    if (path === '/nowhere/routes') return [200, { routes: [] }];
    if (path === '/twice/routes') return [200, { routes: [{ destinationId: destination }, { destinationId: randomUUID() }] }];
    if (authorization !== `Bearer ${state.token}`) return [401, undefined];
    const [, version, kind, id, part, inner] = path.split('/');
    const isV1 = version === 'v1';
    if (kind === 'destinations' && id === destination && method === 'GET') {
      if (part === undefined) return [200, { destinationId: destination, status: 'active', encryptionKid: keys.destination.encrypt.publicJwk.kid, metadataVersions: ['1.3.0', '2.1.0'], [isV1 ? 'services' : 'publicServices']: services, ...knobs.destination }];
      if (inner === keys.destination.encrypt.publicJwk.kid) return [200, { ...keys.destination.encrypt.publicJwk, ...knobs.encryptionKey }];
      if (inner === keys.destination.sign.publicJwk.kid) return [200, keys.destination.sign.publicJwk];
      return [404, undefined];
    }
    if (kind === 'submissions' && id === undefined && method === 'POST') {
      const created = JSON.parse(body) as Record<string, unknown>;
      // Submissions of one case share its log.
      const joined = created['caseId'] === undefined ? undefined : submissions.find((one) => one.case === created['caseId']);
      if (created['caseId'] !== undefined && !joined) return [422, undefined];
      const made: TakenSubmission = { id: randomUUID(), case: joined?.case ?? randomUUID(), created, attachments: new Map(), metadata: undefined, data: undefined, log: joined?.log ?? [] };
      submissions.push(made);
      made.log.push(await say(made, { name: 'create-submission' }));
      return [201, { submissionId: made.id, caseId: made.case, destinationId: destination }];
    }
    if (kind === 'cases') {
      const found = submissions.find((one) => one.case === id);
      if (!found) return [404, undefined];
      const log = knobs.forges ? await knobs.forges(found.log, found) : found.log;
      return [200, { count: log.length, offset: 0, totalCount: log.length, eventLog: log }];
    }
    const found = submissions.find((one) => one.id === id);
    if (!found || method !== 'PUT') return [404, undefined];
    const isOpen = found.metadata === undefined;
    if (part === 'attachments') {
      if (!isOpen || !(found.created['announcedAttachments'] as string[]).includes(inner ?? '')) return [422, undefined];
      found.attachments.set(inner ?? '', body);
      return [204, undefined];
    }
    if (!isOpen) return [422, undefined];
    const { encryptedMetadata, encryptedData } = JSON.parse(body) as { encryptedMetadata: string; encryptedData?: string };
    if (found.attachments.size !== (found.created['announcedAttachments'] as string[]).length || (!isV1 && encryptedData === undefined)) return [422, undefined];
    const event = await say(found, { name: 'submit-submission', payload: { authenticationTags: tagsOf({ ...found, metadata: encryptedMetadata, data: encryptedData }) } });
    // Somebody else may have been quicker. Content and event come in one step, as in the transaction of a real service.
    if (found.metadata !== undefined) return [422, undefined];
    [found.metadata, found.data] = [encryptedMetadata, encryptedData];
    found.log.push(event);
    return [isV1 ? 202 : 200, {}];
  }

  return {
    address, destination, submissions, asked, knobs, state, clock, say, tagsOf,
    /** The receiver takes it, or refuses it for these reasons. */
    accept: async (submission: TakenSubmission) => { submission.log.push(await say(submission, { name: 'accept-submission', payload: { authenticationTags: tagsOf(submission) } }, 'destination')); },
    reject: async (submission: TakenSubmission, problems: NonNullable<NonNullable<EventToSign['payload']>['problems']>) => { submission.log.push(await say(submission, { name: 'reject-submission', payload: { problems } }, 'destination')); },
    close: () => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request as AsyncIterable<Buffer>) text += part.toString('latin1');
  return Buffer.from(text, 'latin1').toString();
}
