import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { DeliveryServiceFault, TargetFault, TargetUnreachable } from '../domain/errors.ts';
import { connectService, type ServiceAccess } from './fit-connect/connect-service.ts';

const Uuid = Type.String({ format: 'uuid' });
const PickUp = Type.Object({ destinationId: Uuid, submissionId: Uuid, caseId: Uuid });
const PickUps = Type.Object({ submissions: Type.Array(PickUp, { maxItems: 500 }) });
const Named = Type.Object({ identifier: Type.String({ maxLength: 255 }) });
const Fetched = Type.Object({
  ...PickUp.properties, attachments: Type.Optional(Type.Array(Uuid, { maxItems: 10_000 })), serviceType: Type.Optional(Named), publicService: Type.Optional(Named), region: Type.Optional(Type.String({ pattern: '^DE[0-9]{0,12}$' })),
  encryptedMetadata: Type.Optional(Type.String()), encryptedData: Type.Optional(Type.String()),
});
const Log = Type.Object({ eventLog: Type.Array(Type.String(), { maxItems: 500 }) });
const Keys = Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 100 }) });
const Created = Type.Object({ destinationId: Uuid });
const Announced = Type.Object({ replyId: Uuid });

export type FetchedSubmission = Static<typeof Fetched>;
export type PickUp = Static<typeof PickUp>;

const PAGE = 500;
/** Longest answer that is read into memory; attachments go to files. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/**
 * A delivery service as a receiver calls it: list, attachments and destinations as in the official description 1.1.3, submissions, events and replies as in v2. What is known of v2 and what is assumed: docs/guide/fit-connect-assumptions.md.
 * Throws DeliveryServiceFault with the status where it says no, and TargetUnreachable, TargetFault, TargetRefused as `connectService`.
 */
export function receivingApi(access: ServiceAccess) {
  const connection = connectService(access);

  async function call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, options: { readonly json?: object; readonly jose?: string; readonly isOpen?: boolean } = {}): Promise<unknown> {
    const { status, body } = await connection.ask(method, path, { ...options, largest: LONGEST_ANSWER });
    if (status < 200 || status > 299) throw new DeliveryServiceFault(status, wordOf(body));
    return body;
  }

  return {
    /** What waits for a destination. */
    async list(destination: string): Promise<PickUp[]> {
      const found: PickUp[] = [];
      for (;;) {
        const { submissions } = read(await call('GET', `/v1/submissions?destinationId=${destination}&limit=${PAGE}&offset=${found.length}`), PickUps);
        found.push(...submissions);
        if (submissions.length < PAGE) return found;
      }
    },
    submission: async (id: string): Promise<FetchedSubmission> => read(await call('GET', `/v2/submissions/${id}`), Fetched),
    /** Brings an encrypted attachment into a new file; stops at `largest` bytes. */
    async attachment(submission: string, id: string, into: string, largest: number): Promise<void> {
      const body = await connection.download(`/v1/submissions/${submission}/attachments/${id}`);
      if (!body) throw new DeliveryServiceFault(404, 'not-found');
      let size = 0;
      const limit = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          done(size > largest ? new AttachmentTooLarge() : null, chunk);
        },
      });
      await pipeline(body, limit, createWriteStream(into, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
        throw error instanceof AttachmentTooLarge ? error : new TargetUnreachable({ cause: error });
      });
    },
    async events(caseId: string): Promise<string[]> {
      const found: string[] = [];
      for (;;) {
        const { eventLog } = read(await call('GET', `/v2/cases/${caseId}/events?limit=${PAGE}&offset=${found.length}`), Log);
        found.push(...eventLog);
        if (eventLog.length < PAGE) return found;
      }
    },
    async sendEvent(caseId: string, event: string): Promise<void> {
      await call('POST', `/v2/cases/${caseId}/events`, { jose: event });
    },
    /** The keys with which the service itself signs. */
    serviceKeys: async (): Promise<readonly Readonly<Record<string, unknown>>[]> => read(await call('GET', '/.well-known/jwks.json', { isOpen: true }), Keys).keys,
    createDestination: async (body: object): Promise<string> => read(await call('POST', '/v1/destinations', { json: body }), Created).destinationId,
    async changeDestination(id: string, body: object): Promise<void> {
      await call('PATCH', `/v1/destinations/${id}`, { json: body });
    },
    async addKey(destination: string, jwk: object): Promise<void> {
      await call('POST', `/v1/destinations/${destination}/keys`, { json: jwk });
    },
    announceReply: async (caseId: string, announcedAttachments: readonly string[]): Promise<string> => read(await call('POST', '/v2/replies', { json: { caseId, announcedAttachments } }), Announced).replyId,
    async putReplyAttachment(reply: string, id: string, jwe: string): Promise<void> {
      await call('PUT', `/v2/replies/${reply}/attachments/${id}`, { jose: jwe });
    },
    async submitReply(reply: string, parts: { readonly encryptedMetadata: string; readonly encryptedData: string }): Promise<void> {
      await call('PUT', `/v2/replies/${reply}`, { json: parts });
    },
  };
}

export type ReceivingApi = ReturnType<typeof receivingApi>;

/** Thrown when an attachment is longer than what is taken. */
export class AttachmentTooLarge extends Error {
  override name = 'AttachmentTooLarge';
}

// The word that a service has for its refusal (RFC 9457); nothing else of its answer.
function wordOf(body: unknown): string {
  const type = (body as { readonly type?: unknown } | undefined)?.type;
  return typeof type === 'string' ? type.slice(0, 200) : 'refused';
}

function read<Schema extends TSchema>(value: unknown, schema: Schema): Static<Schema> {
  if (!Value.Check(schema, value)) throw new TargetFault();
  return value as Static<Schema>;
}
