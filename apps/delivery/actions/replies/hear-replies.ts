import type { TenantId } from '@allmende/database';
import { about, authenticationTag, checkAuthenticationTags, decryptContent, demand, FitConnectRefusal, readJweHeader, readMetadata, sha512, verifyEvent, type AuthenticationTags, type DecryptedContent, type SecurityEvent } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { findDestination } from '../../data/destination.ts';
import { noteHeard, wasHeard } from '../../data/heard.ts';
import { insertParcelEvent } from '../../data/parcel.ts';
import { findApplicationOfCase } from '../../data/reply-key.ts';
import type { DeliveredDocument } from '../../domain/delivery-target.ts';
import { TargetFault, TargetRefused } from '../../domain/errors.ts';
import { readSpecialistReply, SPECIALIST_REPLY_SCHEMA, type ReadReply } from '../../domain/specialist-reply.ts';
import type { DeliveryPorts } from '../delivery-ports.ts';
import { openSettings } from '../open-vault.ts';
import { openSending, type Sending } from '../sending/open-sending.ts';
import { openReplyKey } from './reply-key.ts';

const Uuid = Type.String({ format: 'uuid' });
const Replies = Type.Object({ replies: Type.Array(Type.Object({ replyId: Uuid, caseId: Uuid }), { maxItems: 500 }) });
const Fetched = Type.Object({ replyId: Uuid, caseId: Uuid, attachments: Type.Array(Uuid, { maxItems: 20 }), encryptedMetadata: Type.String(), encryptedData: Type.String() });
const Log = Type.Object({ eventLog: Type.Array(Type.String(), { maxItems: 500 }) });

const PAGE = 500;
/** Longest encrypted document that is taken into memory, in bytes. */
const LARGEST_DOCUMENT = 14 * 1024 * 1024;

type Waiting = { readonly replyId: string; readonly caseId: string };
type Opened = ReadReply & { readonly documents: readonly DeliveredDocument[]; readonly signedBy: string };

/**
 * Fetches what specialist systems answer at a destination of an authority, verifies it in the order in which submissions are verified, and brings it to the applicants. Safe to repeat: what was brought is not brought again, and the service is told
 * only when everything is kept. What cannot be believed is noted for the office and left. Throws what the connection throws, so that the queue tries later.
 */
export async function hearReplies(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly destination: string }): Promise<void> {
  const { tenant, destination } = input;
  const settings = await house.database.inTenant(tenant, async (tx) => {
    const found = await findDestination(tx, destination);
    return found && found.removedAt === null ? openSettings(tx, house, found) : undefined;
  });
  if (!settings) return;
  const sending = openSending(house, settings);
  if (sending.settings.version !== 'v2') return;
  for (const waiting of await listWaiting(sending)) await hearOne(house, ports, sending, { tenant, destination }, waiting);
}

async function hearOne(house: House, ports: DeliveryPorts, sending: Sending, { tenant, destination }: { readonly tenant: TenantId; readonly destination: string }, { replyId, caseId }: Waiting): Promise<void> {
  const known = await house.database.inTenant(tenant, async (tx) => ({ about: await findApplicationOfCase(tx, destination, caseId), isHeard: await wasHeard(tx, destination, replyId) }));
  // The same client may send for others, too.
  if (!known.about) return;
  const { application, remoteDestination } = known.about;
  if (!known.isHeard) {
    const opened = await open(house, sending, { tenant, caseId, replyId, remoteDestination }).catch((error: unknown) => { if (error instanceof FitConnectRefusal) return error; throw error; });
    const at = house.clock.now();
    if (opened instanceof FitConnectRefusal) {
      await house.database.inTenant(tenant, async (tx) => {
        if (await noteHeard(tx, destination, replyId, at)) await insertParcelEvent(tx, application, { kind: 'heard', detail: `reply-refused ${opened.reason}`, verified: false, at });
      });
      return;
    }
    const { id: said, state, decision, replies, documents, signedBy } = opened;
    // A system whose answer was lost says the same again in another reply.
    const isRepeated = await house.database.inTenant(tenant, (tx) => wasHeard(tx, destination, said));
    // Kept by id there: if we fall over before the end, the same reply brings the same again.
    if (state !== undefined && !isRepeated) await ports.applications.noteProgress(house, tenant, { application, state, at, documents, replies, ...(decision === undefined ? {} : { decision }) });
    await house.database.inTenant(tenant, async (tx) => {
      await noteHeard(tx, destination, said, at);
      if ((await noteHeard(tx, destination, replyId, at)) && !isRepeated) await insertParcelEvent(tx, application, { kind: state === undefined ? 'heard' : 'progressed', detail: state ?? 'reply', verified: true, signedBy, at });
    });
  }
  const { status } = await sending.connection.ask('DELETE', `${sending.root}/replies/${replyId}`);
  if (status !== 204 && status !== 404) throw new TargetRefused();
}

async function open(house: House, sending: Sending, of: Waiting & { readonly tenant: TenantId; readonly remoteDestination: string }): Promise<Opened> {
  const event = await findSubmitEvent(house, sending, of);
  const fetched = read(await sending.connection.ask('GET', `${sending.root}/replies/${of.replyId}`), Fetched);
  const encrypted = new Map<string, string>();
  for (const id of fetched.attachments) encrypted.set(id, await download(sending, `${sending.root}/replies/${of.replyId}/attachments/${id}`));
  const tags: AuthenticationTags = {
    metadata: await about('metadata', () => authenticationTag(fetched.encryptedMetadata)), data: await about('data', () => authenticationTag(fetched.encryptedData)),
    ...(encrypted.size === 0 ? {} : { attachments: Object.fromEntries([...encrypted].map(([id, jwe]) => [id, authenticationTag(jwe)])) }),
  };
  checkAuthenticationTags(event.payload.authenticationTags, tags);

  const decrypt = async (jwe: string): Promise<DecryptedContent> => {
    const key = await openReplyKey(house, of.tenant, readJweHeader(jwe.split('.', 1)[0] ?? '').kid);
    demand(key, 'jwe-key-id');
    return decryptContent(jwe, { key });
  };
  const metadata = readMetadata((await about('metadata', () => decrypt(fetched.encryptedMetadata))).bytes);
  const data = await about('data', () => decrypt(fetched.encryptedData));
  const described = metadata.contentStructure.data;
  demand(described !== undefined, 'data-missing', 'metadata');
  demand(sha512(data.bytes) === described.hash.content, 'hash-differs', 'data');
  demand(described.submissionSchema.schemaUri === SPECIALIST_REPLY_SCHEMA && described.submissionSchema.mimeType === 'application/json', 'data-schema-unsupported', 'metadata');
  const named = metadata.contentStructure.attachments;
  demand(named.length === encrypted.size && named.every(({ attachmentId }) => encrypted.has(attachmentId)), 'metadata-attachments', 'attachments');
  const documents: DeliveredDocument[] = [];
  for (const { attachmentId: id, hash, mimeType, filename } of named) {
    const { bytes } = await about(`attachment:${id}`, () => decrypt(encrypted.get(id) ?? ''));
    demand(sha512(bytes) === hash.content, 'hash-differs', `attachment:${id}`);
    // Applicants open these in their browsers: letters are PDF and nothing else.
    demand(mimeType === 'application/pdf' && Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-', 'attachment-harmful', `attachment:${id}`);
    documents.push({ id, kind: 'notice', name: /^[\p{L}\p{N} ._-]{1,100}\.pdf$/u.test(filename ?? '') ? (filename ?? '') : 'schreiben.pdf', contentType: 'application/pdf', bytes });
  }
  const said = readSpecialistReply(data.bytes, documents.length > 0);
  demand(said, 'data-schema', 'data');
  return { ...said, documents, signedBy: event.issuer };
}

async function findSubmitEvent(house: House, sending: Sending, { caseId, replyId, remoteDestination }: Waiting & { readonly remoteDestination: string }): Promise<SecurityEvent> {
  const found: SecurityEvent[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { eventLog } = read(await sending.connection.ask('GET', `${sending.root}/cases/${caseId}/events?limit=${PAGE}&offset=${offset}`), Log);
    for (const token of eventLog) {
      const event = await verifyEvent(token, { service: sending.settings.issuer, destination: remoteDestination, case: caseId, now: house.clock.now(), keyOf: sending.keyOf });
      if (event.name === 'submit-reply' && event.subject.kind === 'reply' && event.subject.id === replyId) found.push(event);
    }
    if (eventLog.length < PAGE) break;
  }
  const [event] = found;
  demand(event && found.length === 1, 'event-log-incomplete', 'submission');
  return event;
}

async function listWaiting(sending: Sending): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (;;) {
    const { replies } = read(await sending.connection.ask('GET', `${sending.root}/replies?limit=${PAGE}&offset=${found.length}`), Replies);
    found.push(...replies.map(({ replyId, caseId }) => ({ replyId: replyId.toLowerCase(), caseId: caseId.toLowerCase() })));
    if (replies.length < PAGE) return found;
  }
}

async function download(sending: Sending, path: string): Promise<string> {
  const stream = await sending.connection.download(path);
  demand(stream, 'attachment-missing', 'attachments');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_DOCUMENT) { stream.destroy(); throw new FitConnectRefusal('jwe-too-large', { instance: 'attachments' }); }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('latin1');
}

function read<Schema extends TSchema>({ status, body }: { readonly status: number; readonly body: unknown }, schema: Schema): Static<Schema> {
  if (status !== 200) throw new TargetRefused();
  if (!Value.Check(schema, body)) throw new TargetFault();
  return body as Static<Schema>;
}
