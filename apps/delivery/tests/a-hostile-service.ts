import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { buildMetadata, decryptContent, encryptContent, EVENT_ROOT, makeKeyPair, sha512, signEvent, type AuthenticationTags, type EventPayload, type Problem } from '@allmende/fit-connect';
import type { TestKeys } from '@allmende/fit-connect/testing';

/** A submission as the service hands it out; tests change whatever they like. */
export type Served = {
  readonly submissionId: string; readonly caseId: string; destinationId: string; service: string | undefined; region: string | undefined; attachments: string[]; encryptedMetadata: string | undefined; encryptedData: string | undefined;
  readonly files: Map<string, string>; events: string[]; state: 'submitted' | 'accepted' | 'rejected';
};

/** What a receiver has said, its claims read without a check. */
export type Said = { readonly header: { readonly alg: string; readonly kid: string }; readonly iss: string; readonly sub: string; readonly name: string; readonly schema: string; readonly payload: { readonly problems?: readonly Problem[]; readonly authenticationTags?: AuthenticationTags } };

export type Parts = { readonly data?: unknown; readonly dataText?: string; readonly schemaUri?: string; readonly mimeType?: 'application/json' | 'application/xml'; readonly attachments?: readonly { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename: string }[]; readonly metadataVersion?: string; readonly senderReference?: string; /** The submission whose case it joins. */ readonly joins?: Served };

export const SERVICE_URN_OF_TEST = 'urn:de:fim:leika:leistung:99102013034000';
export const SCHEMA_OF_TEST = 'urn:allmende:service:probe:1.0.0:0123456789abcdef';
export const REGION_OF_TEST = 'DE081210000000';

/** A delivery service on this machine that does what it is told, also what no honest one would do. It speaks HTTP and keeps everything in memory. */
export async function aHostileService(destination: string, receiver: TestKeys) {
  const sign = await makeKeyPair({ use: 'sign', name: 'Zustelldienst', notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2099-01-01T00:00:00Z') });
  const own = { sign: { ...sign, privateKey: createPrivateKey({ key: sign.privateJwk as never, format: 'jwk' }) } };
  const served = new Map<string, Served>();
  const said: Said[] = [];
  const control = { isDown: false, garbage: false, slowMs: 0, loseAnswers: false, callsOf: new Map<string, number>() };
  let address = '';

  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const url = new URL(request.url ?? '/', 'http://localhost');
      const what = `${request.method ?? ''} ${url.pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, ':id')}`;
      control.callsOf.set(what, (control.callsOf.get(what) ?? 0) + 1);
      if (control.slowMs > 0) await new Promise((resolve) => { setTimeout(resolve, control.slowMs); });
      if (control.isDown) { response.destroy(); return; }
      if (control.garbage) { response.writeHead(200, { 'content-type': 'application/json' }).end('<html>Wartung</html>'); return; }
      const { status, answer } = answerTo(request.method ?? '', url, body);
      // The work is done, and nobody hears of it.
      if (control.loseAnswers && request.method === 'POST' && url.pathname.endsWith('/events')) { response.destroy(); return; }
      response.writeHead(status, { 'content-type': 'application/json' }).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    })();
  });

  function answerTo(method: string, url: URL, body: string): { readonly status: number; readonly answer: unknown } {
    const parts = url.pathname.split('/').slice(1);
    const none = { status: 404, answer: { type: 'about:blank', title: 'not found', status: 404 } };
    if (url.pathname === '/token') return { status: 200, answer: { access_token: 'a-token', token_type: 'Bearer', expires_in: 1800 } };
    if (url.pathname === '/.well-known/jwks.json') return { status: 200, answer: { keys: [own.sign.publicJwk] } };
    if (method === 'GET' && url.pathname === '/v1/submissions') {
      const open = [...served.values()].filter(({ state }) => state === 'submitted').slice(Number(url.searchParams.get('offset') ?? 0));
      return { status: 200, answer: { submissions: open.slice(0, 500).map(({ submissionId, caseId, destinationId }) => ({ submissionId, caseId, destinationId })) } };
    }
    if (parts[1] === 'submissions' && method === 'GET') {
      const found = served.get(parts[2] ?? '');
      if (found?.state !== 'submitted') return none;
      if (parts[3] === 'attachments') { const file = found.files.get(parts[4] ?? ''); return file === undefined ? none : { status: 200, answer: file }; }
      const { submissionId, caseId, destinationId, attachments, encryptedMetadata, encryptedData, service, region } = found;
      return { status: 200, answer: { submissionId, caseId, destinationId, attachments, encryptedMetadata, encryptedData, region, ...(service === undefined ? {} : { publicService: { name: 'Probe', identifier: service } }) } };
    }
    if (parts[1] === 'cases' && parts[3] === 'events') {
      // The newest of a case has all of its events.
      const found = [...served.values()].findLast(({ caseId }) => caseId === parts[2]);
      if (!found) return none;
      if (method === 'GET') return { status: 200, answer: { eventLog: found.events.slice(Number(url.searchParams.get('offset') ?? 0)) } };
      const read = readSaid(body);
      if (found.state !== 'submitted') return { status: 409, answer: { type: 'about:blank', title: 'Invalid state transition', status: 409 } };
      found.state = read.name === 'accept-submission' ? 'accepted' : 'rejected';
      found.events.push(body);
      said.push(read);
      return { status: 204, answer: '' };
    }
    return none;
  }

  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  after(() => { server.closeAllConnections(); server.close(); });

  const event = (name: 'submit-submission' | 'create-submission' | 'delete-submission', to: { readonly submissionId: string; readonly caseId: string }, payload: EventPayload, more: { readonly issuer?: string; readonly at?: Date; readonly id?: string } = {}) =>
    signEvent({ id: more.id ?? randomUUID(), name, issuer: more.issuer ?? address, issuedAt: more.at ?? new Date('2026-11-20T08:00:00Z'), subject: { kind: 'submission', id: to.submissionId }, case: to.caseId, payload }, { key: own.sign.privateKey, kid: own.sign.publicJwk.kid });

  return {
    address, served, said, control, own, event,
    /** A key that nobody published; quickly made. */
    strangersKey: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey,
    /** Puts an honest submission up. */
    async submit(parts: Parts = {}): Promise<Served> {
      const { schemaUri = SCHEMA_OF_TEST, mimeType = 'application/json', attachments = [], metadataVersion = '2.1.0' } = parts;
      const to = { key: receiver.encrypt.publicKey, kid: receiver.encrypt.publicJwk.kid };
      const data = Buffer.from(parts.dataText ?? JSON.stringify(parts.data ?? { answers: { 'applicant.familyName': 'Musterfrau-Beispiel' } }));
      const named = attachments.map((one) => ({ ...one, id: randomUUID() }));
      const metadata = buildMetadata({
        version: metadataVersion, service: { identifier: SERVICE_URN_OF_TEST, name: 'Probe' }, data: { sha512: sha512(data), schemaUri, mimeType }, senderReference: parts.senderReference,
        attachments: named.map(({ id, bytes, mimeType: type, filename }) => ({ id, sha512: sha512(bytes), purpose: 'attachment', mimeType: type, filename })),
      });
      const [sealedMetadata, sealedData] = [await encryptContent(Buffer.from(JSON.stringify(metadata)), { ...to, contentType: 'application/json' }), await encryptContent(data, { ...to, contentType: mimeType })];
      const files = new Map<string, string>();
      const tags: Record<string, string> = {};
      for (const { id, bytes, mimeType: type } of named) {
        const { compact, tag } = await encryptContent(bytes, { ...to, contentType: type });
        files.set(id, compact);
        tags[id] = tag;
      }
      const ids = { submissionId: randomUUID(), caseId: parts.joins?.caseId ?? randomUUID() };
      const created = await event('create-submission', ids, {});
      const submitted = await event('submit-submission', ids, { authenticationTags: { metadata: sealedMetadata.tag, data: sealedData.tag, ...(named.length === 0 ? {} : { attachments: tags }) } });
      const made: Served = {
        ...ids, destinationId: destination, service: SERVICE_URN_OF_TEST, region: REGION_OF_TEST, attachments: named.map(({ id }) => id), encryptedMetadata: sealedMetadata.compact, encryptedData: sealedData.compact, files, events: [...(parts.joins?.events ?? []), created, submitted], state: 'submitted',
      };
      served.set(made.submissionId, made);
      return made;
    },
    /** Encrypts something for the receiver in place of a part, with a new event that vouches for it: what a dishonest sender does. */
    async replace(made: Served, change: { readonly metadata?: (metadata: Record<string, unknown>) => unknown; readonly metadataText?: string; readonly dataText?: string; readonly dataType?: string; readonly metadataType?: string }): Promise<void> {
      const to = { key: receiver.encrypt.publicKey, kid: receiver.encrypt.publicJwk.kid };
      const before = JSON.parse(Buffer.from((await decryptContent(made.encryptedMetadata ?? '', { key: receiver.encrypt.privateKey })).bytes).toString('utf8')) as Record<string, unknown>;
      const text = change.metadataText ?? JSON.stringify(change.metadata === undefined ? before : change.metadata(before));
      made.encryptedMetadata = (await encryptContent(Buffer.from(text), { ...to, contentType: change.metadataType ?? 'application/json' })).compact;
      if (change.dataText !== undefined || change.dataType !== undefined) {
        const data = change.dataText === undefined ? (await decryptContent(made.encryptedData ?? '', { key: receiver.encrypt.privateKey })).bytes : Buffer.from(change.dataText);
        made.encryptedData = (await encryptContent(data, { ...to, contentType: change.dataType ?? 'application/json' })).compact;
      }
      await this.vouch(made);
    },
    /** Signs anew for what is there now. */
    async vouch(made: Served, tags: Partial<AuthenticationTags> = {}): Promise<void> {
      const tag = (jwe: string | undefined) => (jwe ?? '').split('.')[4] ?? '';
      const files = Object.fromEntries([...made.files].map(([id, jwe]) => [id, tag(jwe)]));
      made.events = [made.events[0] ?? '', await event('submit-submission', made, { authenticationTags: { metadata: tag(made.encryptedMetadata), ...(made.encryptedData === undefined ? {} : { data: tag(made.encryptedData) }), ...(made.files.size === 0 ? {} : { attachments: files }), ...tags } })];
    },
  };
}

export type HostileService = Awaited<ReturnType<typeof aHostileService>>;

function readSaid(token: string): Said {
  const part = (index: number) => JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8')) as Record<string, never>;
  const claims = part(1) as unknown as { iss: string; sub: string; $schema: string; events: Record<string, Said['payload']> };
  const [name = '', payload = {}] = Object.entries(claims.events)[0] ?? [];
  return { header: part(0) as unknown as Said['header'], iss: claims.iss, sub: claims.sub, schema: claims.$schema, name: name.replace(EVENT_ROOT, ''), payload };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
