import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { encryptContent, signEvent, type EventName, type EventPayload } from '@allmende/fit-connect';
import { testKeys, type TestKeys } from '@allmende/fit-connect/testing';
import { contextFor, type House } from '@allmende/house';
import { createClient } from '../actions/create-client.ts';
import { registerDestination } from '../actions/register-destination.ts';
import { createDeliveryService, type DeliveryServiceOptions } from '../web/create-delivery-service.ts';

/** A program that has a token. */
export type StandClient = {
  readonly id: string;
  readonly secret: string;
  /** The header with its token. */
  readonly authorization: string;
  /** Asks the service by HTTP, with the token. */
  ask(method: string, path: string, options?: { readonly json?: unknown; readonly text?: string; readonly type?: string; readonly headers?: Readonly<Record<string, string>> }): Promise<Answered>;
};

export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: unknown };

const SERVICE = 'urn:de:fim:leika:leistung:99010003001006';
const SCHEMA = { schemaUri: 'https://schema.fitko.de/fim/s00000121_1.0.0.schema.json', mimeType: 'application/json' as const };
const CONTACT = { legalName: 'Stadt Probe', address: 'Marktplatz 1, 12345 Probe', phone: '+49 30 1234', email: 'fit-connect@probe.example' };

let made: Promise<TestKeys> | undefined;

/** A delivery service that listens on this machine, over the given house; its address is `house.config.fitConnect.address`. For tests of this room and of those who send and receive. */
export async function openDeliveryServiceStand(plain: House, options: DeliveryServiceOptions & { readonly listening?: boolean } = {}) {
  const keys = await (made ??= testKeys());
  const port = { value: 0 };
  const fitConnect = { get port() { return port.value; }, get address() { return `http://127.0.0.1:${port.value}`; }, callbackHosts: ['127.0.0.1', 'localhost'] };
  // What the service would write into its log as a fault of ours.
  const faults: string[] = [];
  const log = { ...plain.log, warn: () => undefined, error: (found: { readonly err?: unknown; readonly route?: string }) => { faults.push(`${found.route ?? ''}: ${found.err instanceof Error ? (found.err.stack ?? '') : String(found.err)}`); } } as unknown as House['log'];
  const house = { ...plain, log, config: { ...plain.config, fitConnect } } as House;
  const app = await createDeliveryService(house, options);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const bound = app.server.address();
  port.value = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const operator = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);

  const fetchFrom = async (method: string, path: string, { json, text, type, headers = {} }: Parameters<StandClient['ask']>[2] = {}): Promise<Answered> => {
    const body = json === undefined ? text : JSON.stringify(json);
    const contentType = type ?? (json === undefined ? undefined : 'application/json');
    const answer = await fetch(`${fitConnect.address}${path}`, { method, headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers }, ...(body === undefined ? {} : { body }) });
    const said = await answer.text();
    if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status}\n${faults.splice(0).join('\n')}`);
    const isJson = /json/u.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, text: said, body: isJson ? (JSON.parse(said) as unknown) : {} };
  };
  const tokenOf = async (id: string, secret: string, scope?: string): Promise<Answered> => fetchFrom('POST', '/token', {
    type: 'application/x-www-form-urlencoded', text: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret, ...(scope === undefined ? {} : { scope }) }).toString(),
  });
  const letIn = async (scopes: readonly string[]): Promise<StandClient> => {
    const { client, secret } = await createClient(operator, { name: 'Probe', scopes });
    const { access_token: token } = (await tokenOf(client.id, secret)).body as { access_token?: string };
    const authorization = `Bearer ${token}`;
    return { id: client.id, secret, authorization, ask: (method, path, given = {}) => fetchFrom(method, path, { ...given, headers: { authorization, ...given.headers } }) };
  };
  const aDestination = (more: { readonly callback?: { readonly url: string; readonly secret: string }; readonly regions?: readonly string[]; readonly status?: 'created' | 'active' } = {}) => registerDestination(operator, {
    contact: CONTACT, services: [{ identifier: SERVICE, regions: more.regions ?? ['DE08121'], submissionSchemas: [SCHEMA] }], encryptionKid: keys.encrypt.publicJwk.kid, encryptionKey: keys.encrypt.publicJwk, signingKey: keys.sign.publicJwk,
    metadataVersions: ['1.3.0', '2.1.0'], status: more.status ?? 'active', callback: more.callback,
  });
  /** Some content, encrypted for the destination. */
  const encrypted = async (value: unknown, contentType = 'application/json') => (await encryptContent(Buffer.from(JSON.stringify(value)), { key: keys.encrypt.publicKey, kid: keys.encrypt.publicJwk.kid, contentType })).compact;
  /** An event as the destination signs it. */
  const signed = (event: { readonly name: EventName; readonly destination: string; readonly submission: string; readonly case: string; readonly payload?: EventPayload; readonly id?: string }) => signEvent({
    id: event.id ?? crypto.randomUUID(), name: event.name, issuer: event.destination, issuedAt: house.clock.now(), subject: { kind: 'submission', id: event.submission }, case: event.case, payload: event.payload,
  }, { key: keys.sign.privateKey, kid: keys.sign.publicJwk.kid });

  return { house, app, faults, operator, keys, service: SERVICE, schema: SCHEMA, contact: CONTACT, address: () => fitConnect.address, ask: fetchFrom, tokenOf, letIn, aDestination, encrypted, signed, close: () => app.close() };
}

export type DeliveryServiceStand = Awaited<ReturnType<typeof openDeliveryServiceStand>>;
