import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { CompactEncrypt, CompactSign, importJWK, type JWK } from 'jose';
import { bodyOf } from './body-of.ts';
import { isCallback } from './check-callback.ts';
import { examineSubmission, NotTrusted, type Examined, type Tags, type Takes } from './examine-submission.ts';
import { openFileStore, type FileRecord } from './file-store.ts';
import { fitConnectClient, ServiceRefused, type Access, type PickUp } from './fit-connect-client.ts';
import { Refused, type Problem } from './problem.ts';

/** What a system is started with; a JSON file. */
export type SystemConfig = {
  readonly access: Access;
  readonly takes: readonly (Takes & { readonly schemas: readonly { readonly schemaUri: string; readonly mimeType: string; /** Where the vendor has put the schema file. */ readonly file?: string }[] })[];
  readonly keys: { readonly decryption: JWK & { readonly kid: string }; readonly signing: JWK & { readonly kid: string } };
  readonly callbackSecret?: string;
  readonly folder: string;
  /** On this machine only; 0 takes a free one, which is printed. */
  readonly port: number;
  /** Milliseconds between two looks; callbacks come on top. */
  readonly pollMs: number;
  /** Replies that go by themselves after acceptance, for runs without a clerk. */
  readonly automatic?: readonly ClerkReply[];
};

/** What a clerk types, or the machine itself says. */
export type ClerkReply = {
  readonly kind: 'received' | 'in-progress' | 'question' | 'fee' | 'decision' | 'note';
  readonly text?: string; readonly due?: string; readonly missing?: readonly string[]; readonly decision?: string;
  readonly fee?: { readonly amountCents: number; readonly purpose?: string; readonly payee?: string; readonly iban?: string };
  readonly documents?: readonly { readonly name: string; readonly contentType: string; /** base64 */ readonly content: string }[];
};

/** How a kind of system works with data and words its replies. */
export type SystemKind = {
  readonly prefix: string;
  /** Throws Refused where the data do not fit. */
  readonly checkData: (schemaUri: string, data: Uint8Array) => void;
  readonly reply: (file: FileRecord, reply: ClerkReply & { readonly id: string; readonly at: string }) => { readonly schemaUri: string; readonly mimeType: 'application/json' | 'application/xml'; readonly text: string };
};

/** Ways to misbehave, for tests of the other side. */
type Faults = { slowMs: number; garbageEvents: boolean; twice: boolean; deaf: boolean };

const METADATA_SCHEMA = 'https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json';
const EVENTS = 'https://schema.fitko.de/fit-connect/events/';
const MOST_BODY = 30_000_000;
const AT_ONCE = 4;

/** Runs a specialist system until it is ended: looks for submissions, works on them, answers; its clerk and the callbacks come over HTTP. */
export async function runSystem(kind: SystemKind, config: SystemConfig): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const client = fitConnectClient(config.access);
  const store = openFileStore(config.folder, kind.prefix);
  const signingKey = await importJWK(config.keys.signing, 'PS512');
  const faults: Faults = { slowMs: 0, garbageEvents: false, twice: false, deaf: false };
  let round: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  /** One round at a time; who asks during one gets another one after it. */
  function look(): Promise<void> {
    if (round) { again = true; return round; }
    round = work().catch((error: unknown) => { log(`round: ${error instanceof Error ? error.message : String(error)}`); }).finally(() => {
      round = undefined;
      if (again && !stopped) { again = false; void look(); }
    });
    return round;
  }

  async function work(): Promise<void> {
    if (faults.deaf) return;
    const waiting = await client.list();
    // Decrypting and signing are done aside, so a few at once keep all cores busy; a file is taken and numbered in one step.
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let pickUp = waiting.shift(); pickUp !== undefined && !stopped; pickUp = waiting.shift()) {
        const { submissionId } = pickUp;
        await take(pickUp).catch((error: unknown) => { log(`${submissionId}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`); });
      }
    }));
    if (stopped) return;
    // What was taken on file but not yet answered when the program ended.
    for (const file of [...store.all(), ...store.supplements()]) if (!file.accepted) await take(file).catch((error: unknown) => { log(`${file.submissionId}: ${error instanceof Error ? error.message : String(error)}`); });
  }

  async function take(pickUp: Omit<PickUp, 'destinationId'>): Promise<void> {
    if (faults.slowMs > 0) await new Promise((resolve) => { setTimeout(resolve, faults.slowMs); });
    const known = store.find(pickUp.submissionId) ?? store.findSupplement(pickUp.submissionId);
    const isSettled = known !== undefined && (known.accepted || (await isAnswered(pickUp)));
    if (isSettled) { if (!known.accepted) store.noteAccepted(pickUp.submissionId); return; }
    const submission = await client.submission(pickUp.submissionId);
    let examined: Examined;
    try {
      examined = await examineSubmission(client, submission, { takes: config.takes, decryptionKey: config.keys.decryption, checkData: kind.checkData });
    } catch (error) {
      if (error instanceof NotTrusted) throw error;
      if (!(error instanceof Refused)) throw error;
      await sendEvent(pickUp, 'reject-submission', { problems: error.problems });
      store.noteRejected(pickUp.submissionId, error.problems.map(({ type, instance }: Problem) => `${type} ${instance}`));
      return;
    }
    const began = store.findByCase(pickUp.caseId);
    if (began) {
      // A further submission in a case that is on file adds its documents to it, and is answered like any other.
      store.add(began, pickUp.submissionId, examined.attachments);
      await sendEvent(pickUp, 'accept-submission', { authenticationTags: examined.tags }, examined.payloadSchema);
      store.noteAccepted(pickUp.submissionId);
      return;
    }
    const { metadata } = examined;
    const reply = metadata.replyChannel?.fitConnect?.encryptionPublicKey;
    const file = store.file({
      submissionId: pickUp.submissionId, caseId: pickUp.caseId, schemaUri: examined.schemaUri, data: new TextDecoder().decode(examined.data), attachments: examined.attachments,
      ...(reply === undefined ? {} : { replyKey: reply }), ...(metadata.additionalReferenceInfo?.senderReference === undefined ? {} : { senderReference: metadata.additionalReferenceInfo.senderReference }),
    });
    await sendEvent(pickUp, 'accept-submission', { authenticationTags: examined.tags }, examined.payloadSchema);
    store.noteAccepted(pickUp.submissionId);
    if (faults.twice) await sendEvent(pickUp, 'accept-submission', { authenticationTags: examined.tags }, examined.payloadSchema).catch((error: unknown) => { log(`twice: ${String(error)}`); });
    for (const one of config.automatic ?? []) await answer(file, one);
  }

  /** Whether the log has our acceptance already: the program may have ended between sending it and noting it. */
  async function isAnswered(pickUp: Omit<PickUp, 'destinationId'>): Promise<boolean> {
    return (await client.events(pickUp.caseId)).some((token) => {
      const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub?: string; iss?: string; events?: Record<string, unknown> };
      return payload.iss === config.access.destinationId && payload.sub === `submission:${pickUp.submissionId}` && payload.events?.[`${EVENTS}accept-submission`] !== undefined;
    });
  }

  async function sendEvent(pickUp: Omit<PickUp, 'destinationId'>, name: string, payload: { readonly problems?: readonly Problem[]; readonly authenticationTags?: Tags }, schema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json'): Promise<void> {
    if (faults.garbageEvents) {
      await client.sendEvent(pickUp.caseId, 'this.is.garbage').catch((error: unknown) => { log(`garbage: ${String(error)}`); });
      await client.sendEvent(pickUp.caseId, await signed({ sub: `submission:${pickUp.submissionId}`, events: {} })).catch((error: unknown) => { log(`garbage: ${String(error)}`); });
    }
    const claims = { $schema: schema, jti: randomUUID(), iss: config.access.destinationId, iat: Math.floor(Date.now() / 1000), sub: `submission:${pickUp.submissionId}`, txn: `case:${pickUp.caseId}`, events: { [`${EVENTS}${name}`]: payload } };
    await client.sendEvent(pickUp.caseId, await signed(claims)).catch((error: unknown) => {
      // Somebody else of the same destination, or we ourselves before we were ended, have answered it.
      if (error instanceof ServiceRefused && error.status === 409) return;
      throw error;
    });
  }

  function signed(claims: object): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg: 'PS512', typ: 'secevent+jwt', kid: config.keys.signing.kid }).sign(signingKey);
  }

  async function answer(file: FileRecord, said: ClerkReply): Promise<string> {
    if (file.replyKey === undefined) throw new Error('the sender has named no key for replies');
    const key = createPublicKey({ key: file.replyKey as never, format: 'jwk' });
    const seal = (bytes: Uint8Array, cty: string) => new CompactEncrypt(bytes).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty, ...(typeof file.replyKey?.['kid'] === 'string' ? { kid: file.replyKey['kid'] } : {}) }).encrypt(key);
    const id = randomUUID();
    const { schemaUri, mimeType, text } = kind.reply(file, { ...said, id, at: new Date().toISOString() });
    const data = new TextEncoder().encode(text);
    const documents = (said.documents ?? []).map((document) => ({ ...document, id: randomUUID(), bytes: Buffer.from(document.content, 'base64') }));
    const metadata = {
      $schema: METADATA_SCHEMA,
      contentStructure: {
        data: { hash: hashOf(data), submissionSchema: { schemaUri, mimeType } },
        attachments: documents.map(({ id: attachmentId, bytes, name, contentType }) => ({ attachmentId, hash: hashOf(bytes), purpose: 'attachment', filename: name, mimeType: contentType })),
      },
    };
    const reply = await client.announceReply(file.caseId, documents.map((document) => document.id));
    for (const document of documents) await client.putReplyAttachment(reply, document.id, await seal(document.bytes, document.contentType));
    const parts = { encryptedMetadata: await seal(new TextEncoder().encode(JSON.stringify(metadata)), 'application/json'), encryptedData: await seal(data, mimeType) };
    await client.submitReply(reply, parts);
    store.noteReplied(file.submissionId, reply);
    return reply;
  }

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => { send(response, 500, { error: error instanceof Error ? error.message : String(error) }); });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, first, second, third] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    const route = `${request.method ?? ''} ${first ?? ''}${second === undefined ? '' : '/:id'}${third === undefined ? '' : `/${third}`}`;
    const body = request.method === 'POST' ? await bodyOf(request, MOST_BODY) : '';
    if (route === 'POST callbacks/:id') {
      const header = (name: string) => { const value = request.headers[name]; return typeof value === 'string' ? value : undefined; };
      if (config.callbackSecret === undefined || !isCallback(config.callbackSecret, { authentication: header('callback-authentication'), timestamp: header('callback-timestamp') }, body, Date.now() / 1000)) { send(response, 401, {}); return; }
      void look();
      send(response, 200, {});
    } else if (route === 'GET files') send(response, 200, store.all());
    else if (route === 'GET rejections') send(response, 200, store.rejections());
    else if (route === 'POST looks') { await look(); send(response, 200, {}); }
    else if (route === 'POST faults') { Object.assign(faults, JSON.parse(body) as Partial<Faults>); send(response, 200, faults); }
    else if (route === 'POST files/:id/replies') {
      const file = store.find(second ?? '');
      if (!file) send(response, 404, {});
      else send(response, 200, { reply: await answer(file, JSON.parse(body) as ClerkReply) });
    } else send(response, 404, {});
  }

  await new Promise<void>((resolve) => { server.listen(config.port, '127.0.0.1', resolve); });
  const address = server.address();
  const timer = setInterval(() => { void look(); }, config.pollMs);
  void look();
  return {
    port: typeof address === 'object' && address !== null ? address.port : config.port,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
      await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
      store.close();
    },
  };
}

/** Starts the system that the file on the command line describes, says where its clerk finds it, and ends with the signals. */
export async function startFromCommandLine(makeKind: (config: SystemConfig) => SystemKind): Promise<void> {
  const file = process.argv[2];
  if (file === undefined) throw new Error('usage: node <system>.ts <config.json>');
  const config = JSON.parse(readFileSync(file, 'utf8')) as SystemConfig;
  const { port, stop } = await runSystem(makeKind(config), config);
  console.log(JSON.stringify({ listening: port }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => { void stop().then(() => process.exit(0)); });
}

function log(line: string): void {
  console.error(line.slice(0, 500));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function hashOf(bytes: Uint8Array): { readonly type: 'sha512'; readonly content: string } {
  return { type: 'sha512', content: createHash('sha512').update(bytes).digest('hex') };
}
