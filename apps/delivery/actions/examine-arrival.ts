import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import {
  about, authenticationTag, checkAuthenticationTags, checkVerificationKey, decryptContent, demand, fileSource, FitConnectRefusal, openJwe, readJweHeader, readMetadata, serviceOfMetadata, sha512, verifyEventLog,
  type AuthenticationTags, type JweHeader, type Metadata, type OpenedJwe, type SecurityEvent,
} from '@allmende/fit-connect';
import { AttachmentTooLarge, type FetchedSubmission } from '../clients/receiving-api.ts';
import { LARGEST_ATTACHMENT, MOST_ATTACHMENTS } from '../domain/arrival.ts';
import { DeliveryServiceFault } from '../domain/errors.ts';
import type { Offer } from '../domain/reception.ts';
import type { OpenReception } from './open-reception.ts';

/** An attachment whose tag and hash were right. */
export type ExaminedAttachment = { readonly id: string; readonly filename: string | undefined; readonly description: string | undefined; readonly mimeType: string; /** The plaintext; decrypted when it is asked for. */ readonly bytes: () => Promise<Uint8Array> };

/** A submission that passed every check which needs no knowledge of its data. */
export type ExaminedSubmission = {
  readonly metadata: Metadata;
  readonly tags: AuthenticationTags;
  readonly setSchema: string;
  readonly submittedAt: Date;
  readonly service: string;
  readonly region: string | undefined;
  readonly schemaUri: string;
  readonly mimeType: 'application/json' | 'application/xml';
  readonly data: Uint8Array;
  readonly attachments: readonly ExaminedAttachment[];
};

/** What the event log says of a submission, every signature checked. */
export async function readLog(open_: OpenReception, submission: { readonly submissionId: string; readonly caseId: string }, now: Date): Promise<readonly SecurityEvent[]> {
  const { api, reception, verification } = open_;
  let published: readonly Readonly<Record<string, unknown>>[] | undefined;
  const keyOf = async (signer: { readonly kind: string }, kid: string): Promise<KeyObject | undefined> => {
    if (signer.kind !== 'service') return verification.get(kid);
    published ??= await api.serviceKeys();
    const jwk = published.find((one) => one['kid'] === kid);
    // The service is known by its address and certificate, from which these keys came: its own may sign themselves.
    return jwk && (await checkVerificationKey(jwk, { trust: { anchors: [], takesSelfSigned: true } }, now, kid).then(({ key }) => key, (error: unknown) => { if (error instanceof FitConnectRefusal) return undefined; throw error; }));
  };
  const tokens = await api.events(submission.caseId);
  return about('submission', () => verifyEventLog(tokens, { service: reception.issuer, destination: reception.id, submission: submission.submissionId, case: submission.caseId, now, keyOf }));
}

/**
 * Examines a submission in the prescribed order: signatures of the event log, authentication tags, decryption, hashes, schema of the metadata, then service, region and schema. Attachments lie encrypted in a folder that goes with
 * `dispose`; not a byte of their plaintext is handed out before tag and hash were right. Throws FitConnectRefusal with what the sender is to be told.
 */
export async function examineArrival(open_: OpenReception, submission: FetchedSubmission, now: Date): Promise<ExaminedSubmission & { readonly dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-arrival-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    return { ...(await examine(open_, submission, now, folder)), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function examine(open_: OpenReception, submission: FetchedSubmission, now: Date, folder: string): Promise<ExaminedSubmission> {
  const { reception, decryption } = open_;
  const log = await readLog(open_, submission, now);
  const submitted = log.find(({ name }) => name === 'submit-submission');
  demand(submitted, 'event-log-incomplete', 'submission');

  const { encryptedMetadata, encryptedData } = submission;
  demand(encryptedMetadata !== undefined, 'tag-missing', 'metadata');
  demand(encryptedData !== undefined, 'data-missing', 'data');
  const ids = (submission.attachments ?? []).map((id) => id.toLowerCase());
  demand(ids.length <= MOST_ATTACHMENTS, 'jwe-too-large', 'attachments');
  demand(new Set(ids).size === ids.length, 'metadata-attachments', 'attachments');
  for (const id of ids) await fetchAttachment(open_, submission.submissionId, id, folder);
  const tagsAtHand: AuthenticationTags = {
    metadata: await about('metadata', () => authenticationTag(encryptedMetadata)), data: await about('data', () => authenticationTag(encryptedData)),
    ...(ids.length === 0 ? {} : { attachments: Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await about(`attachment:${id}`, () => tagOfFile(join(folder, id)))] as const))) }),
  };
  checkAuthenticationTags(withLowerCaseIds(submitted.payload.authenticationTags), tagsAtHand);

  const metadataPart = await about('metadata', () => decryptContent(encryptedMetadata, { key: keyFor(decryption, encryptedMetadata.split('.', 1)[0] ?? ''), contentType: 'application/json' }));
  const dataPart = await about('data', () => decryptContent(encryptedData, { key: keyFor(decryption, encryptedData.split('.', 1)[0] ?? ''), contentType: ['application/json', 'application/xml'] }));
  const opened = new Map<string, { readonly header: JweHeader; readonly sha512: string }>();
  for (const id of ids) opened.set(id, await about(`attachment:${id}`, () => withFile(join(folder, id), decryption, async ({ header, sha512: hash }) => ({ header, sha512: hash }))));

  // The hashes stand in the metadata and come before their schema: what has none is for the schema to find.
  const said = hashesIn(metadataPart.bytes);
  demand(said.data === undefined || said.data === sha512(dataPart.bytes), 'hash-differs', 'data');
  for (const [id, { sha512: hash }] of opened) demand(said.attachments.get(id) === undefined || said.attachments.get(id) === hash, 'hash-differs', `attachment:${id}`);

  const metadata = readMetadata(metadataPart.bytes);
  const described = metadata.contentStructure.data;
  demand(described !== undefined, 'data-missing', 'metadata');
  const named = metadata.contentStructure.attachments.map((one) => ({ ...one, attachmentId: one.attachmentId.toLowerCase() }));
  for (const { attachmentId } of named) demand(opened.has(attachmentId), 'attachment-missing', `attachment:${attachmentId}`);
  demand(new Set(named.map(({ attachmentId }) => attachmentId)).size === named.length && named.length === opened.size, 'metadata-attachments', 'attachments');
  const { schemaUri, mimeType } = described.submissionSchema;
  demand(dataPart.header.cty === mimeType, 'jwe-content-type', 'data');
  for (const { attachmentId, mimeType: type } of named) demand(opened.get(attachmentId)?.header.cty === type, 'jwe-content-type', `attachment:${attachmentId}`);

  const service = (submission.publicService ?? submission.serviceType)?.identifier;
  const offers = reception.offers.filter(({ identifier }) => identifier === service);
  demand(service !== undefined && offers.length > 0, 'service-unsupported', 'metadata');
  const namedService = serviceOfMetadata(metadata);
  demand(namedService === undefined || namedService === service, 'service-differs', 'metadata');
  const { region } = submission;
  const here = region === undefined ? offers : offers.filter((offer) => offer.regions.some((one) => region.startsWith(one)));
  demand(here.length > 0, 'region-unsupported', 'metadata');
  demand(here.some((offer: Offer) => offer.submissionSchemas.some((one) => one.schemaUri === schemaUri && one.mimeType === mimeType)), 'data-schema-unsupported', 'metadata');

  return {
    metadata, tags: submitted.payload.authenticationTags ?? tagsAtHand, setSchema: submitted.schema, submittedAt: submitted.issuedAt, service, region, schemaUri, mimeType, data: dataPart.bytes,
    attachments: named.map(({ attachmentId: id, filename, description, mimeType: type }) => ({ id, filename, description, mimeType: type, bytes: () => about(`attachment:${id}`, () => withFile(join(folder, id), decryption, plaintextOf)) })),
  };
}

async function fetchAttachment({ api }: OpenReception, submission: string, id: string, folder: string): Promise<void> {
  try {
    // Base64 makes four characters of three bytes; the short parts come on top.
    await api.attachment(submission, id, join(folder, id), Math.ceil((LARGEST_ATTACHMENT * 4) / 3) + 16_384);
  } catch (error) {
    if (error instanceof DeliveryServiceFault && error.status === 404) throw new FitConnectRefusal('attachment-missing', { instance: `attachment:${id}` });
    if (error instanceof AttachmentTooLarge) throw new FitConnectRefusal('jwe-too-large', { instance: `attachment:${id}` });
    throw error;
  }
}

// Ids are compared in one way of writing.
function withLowerCaseIds(tags: AuthenticationTags | undefined): AuthenticationTags | undefined {
  return tags?.attachments === undefined ? tags : { ...tags, attachments: Object.fromEntries(Object.entries(tags.attachments).map(([id, tag]) => [id.toLowerCase(), tag])) };
}

/** The key that a part says it was encrypted for. */
function keyFor(keys: ReadonlyMap<string, KeyObject>, segment: string): KeyObject {
  const key = keys.get(readJweHeader(segment).kid);
  demand(key, 'jwe-key-id');
  return key;
}

const TAG_CHARACTERS = 22;

async function tagOfFile(path: string): Promise<string> {
  const { size } = await stat(path);
  demand(size > TAG_CHARACTERS, 'jwe-malformed');
  await using file = await open(path, 'r');
  const buffer = Buffer.alloc(TAG_CHARACTERS + 1);
  await file.read(buffer, 0, buffer.length, size - buffer.length);
  const tail = buffer.toString('latin1');
  demand(/^\.[A-Za-z0-9_-]{22}$/u.test(tail), 'jwe-malformed');
  return tail.slice(1);
}

async function withFile<Result>(path: string, keys: ReadonlyMap<string, KeyObject>, use: (opened: OpenedJwe) => Promise<Result>): Promise<Result> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(4_096);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  const key = keyFor(keys, head.toString('latin1', 0, bytesRead).split('.', 1)[0] ?? '');
  return use(await openJwe(await fileSource(file), { key, largest: LARGEST_ATTACHMENT }));
}

async function plaintextOf(opened: OpenedJwe): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of opened.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

type Loose = { readonly contentStructure?: { readonly data?: { readonly hash?: { readonly content?: unknown } }; readonly attachments?: unknown } } | null;

function hashesIn(bytes: Uint8Array): { readonly data: string | undefined; readonly attachments: ReadonlyMap<string, string> } {
  let said: Loose;
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Loose;
  } catch {
    throw new FitConnectRefusal('metadata-syntax', { instance: 'metadata' });
  }
  const content = said?.contentStructure?.data?.hash?.content;
  const attachments = said?.contentStructure?.attachments;
  const list = Array.isArray(attachments) ? (attachments as ({ readonly attachmentId?: unknown; readonly hash?: { readonly content?: unknown } } | null)[]) : [];
  return {
    data: typeof content === 'string' ? content : undefined,
    attachments: new Map(list.flatMap((one) => (typeof one?.attachmentId === 'string' && typeof one.hash?.content === 'string' ? [[one.attachmentId.toLowerCase(), one.hash.content] as const] : []))),
  };
}
