import { randomUUID } from 'node:crypto';
import { API_VERSIONS, buildMetadata, encryptContent, encryptStream, sha512, type AuthenticationTags, type EncryptedStream } from '@allmende/fit-connect';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { findOutgoing, findOutgoingForUpdate, insertOutgoing, readOutgoing, saveOutgoing } from '../../data/outgoing.ts';
import { insertParcelEvent } from '../../data/parcel.ts';
import type { Attachment, Delivered, Settings } from '../../domain/delivery.ts';
import { TargetFault, TargetRefused } from '../../domain/errors.ts';
import { isEnded, pauseAfter, type Outgoing } from '../../domain/outgoing.ts';
import { SPECIALIST_REPLY_SCHEMA } from '../../domain/specialist-reply.ts';
import { replyKeyOf } from '../replies/reply-key.ts';
import type { SubmissionData } from './data-of-submission.ts';
import { enqueueFollow } from './enqueue-follow.ts';
import { findRemoteDestination, type RemoteDestination } from './find-remote-destination.ts';
import { newsCallback } from './news-callback.ts';
import { openSending, type Sending } from './open-sending.ts';
import { readEventLog } from './read-event-log.ts';

const Created = Type.Object({ submissionId: Type.String({ format: 'uuid' }), caseId: Type.String({ format: 'uuid' }) });
// A multiple of three, so that no piece leaves anything over when it is encoded.
const PIECE_BYTES = 3 * 128 * 1024;
/** More tries to send than a parcel makes before a person looks; the oldest tags fall away. */
const MOST_TRIES = 50;

/** What is sent as one submission. */
export type Item = {
  /** Of the application, or of the evidence: the same again is the same submission. */
  readonly id: string;
  readonly destination: string;
  readonly settings: Settings;
  /** What it follows: an application that its receiver has taken. */
  readonly follows?: { readonly application: string; readonly case: string; readonly remoteDestination: string; /** What was announced before belongs to an earlier sending of the application. */ readonly announcedAt: Date };
  /** A trial: it must not become a file of anybody. */
  readonly isTest: boolean;
  readonly data: (sending: Sending) => Promise<SubmissionData>;
  readonly attachments: () => Promise<readonly Attachment[]>;
};

type Job = { readonly house: House; readonly tenant: TenantId; readonly sending: Sending; readonly item: Item };
type Encrypted = { readonly metadata: string; readonly data: string; readonly tags: AuthenticationTags };

/**
 * Sends one thing through a delivery service: destination and key are checked, the submission is announced and remembered, every part is encrypted for the destination, and the whole is sent. Whoever calls again takes up what broke
 * off: the same thing is one submission, until that was refused. Whether it arrived is read from the event log later. Throws what its parts throw.
 */
export async function sendItem(house: House, tenant: TenantId, item: Item): Promise<Delivered> {
  const job: Job = { house, tenant, item, sending: openSending(house, item.settings) };
  const known = await readOutgoing(house.database, tenant, item.id);
  const current = known && isOfThisSending(known, item) && (!isEnded(known) || known.state === 'accepted') ? known : undefined;
  if (current?.state === 'accepted') return { receipt: current.submission };
  if (current?.state === 'sent' || current?.state === 'submitted' || (current?.state === 'sending' && (await hasArrived(job, current)))) {
    await noteSent(job);
    return { receipt: current.submission, isConfirmed: false };
  }
  const data = await item.data(job.sending);
  const remote = await findRemoteDestination(job.sending, data.wanted, house.clock.now(), current?.remoteDestination ?? item.follows?.remoteDestination);
  // Where a trial would become a file of somebody, it ends before the sending: what was only announced is delivered to nobody, and the service removes it.
  if (item.isTest && job.sending.settings.isForReal) return { receipt: (await announce(job, { data, remote, attachments: [] })).submission };
  const attachments = await item.attachments();
  const outgoing = current && isSameFiles(current, attachments) ? current : await announce(job, { data, remote, attachments });
  if (outgoing.state !== 'announced' && outgoing.state !== 'sending') return { receipt: outgoing.submission, isConfirmed: outgoing.state === 'accepted' };
  // Files that are others than were announced, for a submission that somebody else is sending at this moment.
  if (!isSameFiles(outgoing, attachments)) throw new TargetFault();
  const encrypted = await encryptAll(job, { outgoing, data, remote, attachments });
  await noteTry(job, encrypted.tags);
  const { status } = await job.sending.connection.ask('PUT', `${job.sending.root}/submissions/${outgoing.submission}`, { json: { encryptedMetadata: encrypted.metadata, encryptedData: encrypted.data } });
  if (status < 200 || status > 299) await refusedOrThere(job, outgoing);
  await noteSent(job);
  return { receipt: outgoing.submission, isConfirmed: false };
}

async function announce({ house, tenant, sending, item }: Job, what: { data: SubmissionData; remote: RemoteDestination; attachments: readonly Attachment[] }): Promise<Outgoing> {
  const { serviceField, namesRegion, mayJoinCase } = API_VERSIONS[sending.settings.version];
  // The description of attachments asks for UUIDs of version 4.
  const attachments = what.attachments.map(({ id }) => ({ id: randomUUID(), file: id }));
  const { status, body } = await sending.connection.ask('POST', `${sending.root}/submissions`, {
    json: {
      destinationId: what.remote.id, announcedAttachments: attachments.map(({ id }) => id), [serviceField]: { name: what.data.name, identifier: what.data.wanted.service }, ...(namesRegion ? { region: what.data.wanted.region } : {}),
      ...(item.follows && mayJoinCase ? { caseId: item.follows.case } : {}), ...newsCallback(house, tenant, item.id, sending),
    },
  });
  if (status !== 201) throw new TargetRefused();
  if (!Value.Check(Created, body)) throw new TargetFault();
  return house.database.inTenant(tenant, async (tx) => {
    // Somebody else may have been quicker: then theirs counts. What was announced and never sent is removed by the service.
    const meanwhile = await findOutgoingForUpdate(tx, item.id);
    if (meanwhile && isOfThisSending(meanwhile, item) && meanwhile.state !== 'rejected' && meanwhile.state !== 'lost' && (meanwhile.state !== 'announced' || isSameFiles(meanwhile, what.attachments))) return meanwhile;
    const written = { id: item.id, follows: item.follows?.application ?? null, destination: item.destination, remoteDestination: what.remote.id, submission: body.submissionId.toLowerCase(), case: body.caseId.toLowerCase(), attachments, kid: what.remote.key.kid, announcedAt: house.clock.now() };
    return (await insertOutgoing(tx, written, meanwhile?.submission)) ?? ((await findOutgoing(tx, item.id)) as Outgoing);
  });
}

async function encryptAll(job: Job, what: { outgoing: Outgoing; data: SubmissionData; remote: RemoteDestination; attachments: readonly Attachment[] }): Promise<Encrypted> {
  const { outgoing, data, remote, attachments } = what;
  const { key, kid } = remote.key;
  const sent = new Map<string, EncryptedStream>();
  for (const { id, file } of outgoing.attachments) {
    const attachment = attachments.find((one) => one.id === file) as Attachment;
    const stream = encryptStream(piecesOf(attachment.bytes), { key, kid, contentType: attachment.contentType });
    const { status } = await job.sending.connection.upload(`${job.sending.root}/submissions/${outgoing.submission}/attachments/${id}`, noting(stream, (end) => { sent.set(id, end); }));
    if (status < 200 || status > 299) await refused(job, outgoing);
  }
  const metadata = buildMetadata({
    version: remote.metadataVersion, service: { identifier: data.wanted.service, name: data.name }, data: { sha512: sha512(data.bytes), schemaUri: data.wanted.schemaUri, mimeType: data.wanted.mimeType },
    attachments: outgoing.attachments.map(({ id, file }) => {
      const attachment = attachments.find((one) => one.id === file) as Attachment;
      return { id, sha512: (sent.get(id) as EncryptedStream).sha512, purpose: 'attachment' as const, mimeType: attachment.contentType, filename: attachment.name, description: attachment.label.de };
    }),
    senderReference: data.senderReference, applicationDate: data.applicationDate,
    // Whoever works on it answers through the same service, encrypted for the authority.
    reply: remote.metadataVersion.startsWith('2.') ? { encryptionPublicKey: await replyKeyOf(job.house, job.tenant), processStandards: [SPECIALIST_REPLY_SCHEMA] } : undefined,
  });
  const [encryptedMetadata, encryptedData] = await Promise.all([Buffer.from(JSON.stringify(metadata)), data.bytes].map((bytes) => encryptContent(bytes, { key, kid, contentType: 'application/json' }))) as [{ compact: string; tag: string }, { compact: string; tag: string }];
  const tags = { metadata: encryptedMetadata.tag, data: encryptedData.tag, ...(sent.size === 0 ? {} : { attachments: Object.fromEntries([...sent].map(([id, { tag }]) => [id, tag])) }) };
  return { metadata: encryptedMetadata.compact, data: encryptedData.compact, tags };
}

/** Remembers the tags before anything is sent: when the answer is lost, the event log says whether it arrived. */
async function noteTry({ house, tenant, item }: Job, tags: AuthenticationTags): Promise<void> {
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findOutgoingForUpdate(tx, item.id);
    if (current && !isEnded(current)) await saveOutgoing(tx, { ...current, state: current.state === 'announced' ? 'sending' : current.state, tries: [...current.tries, tags].slice(-MOST_TRIES), nextLookAt: house.clock.now() });
  });
}

/** The service tells us when there is news; whoever it cannot tell looks at once. */
async function noteSent({ house, tenant, item, sending }: Job): Promise<void> {
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findOutgoingForUpdate(tx, item.id);
    if (!current || isEnded(current)) return;
    const at = house.clock.now();
    const isTold = newsCallback(house, tenant, item.id, sending).callback !== undefined;
    const nextLookAt = isTold ? new Date(at.getTime() + pauseAfter(0, { isTold })) : at;
    await Promise.all([
      saveOutgoing(tx, { ...current, state: current.state === 'submitted' ? 'submitted' : 'sent', sentAt: current.sentAt ?? at, looks: 0, nextLookAt }),
      ...(current.follows !== null && current.sentAt === null ? [insertParcelEvent(tx, current.follows, { kind: 'evidence-sent', detail: current.submission, at })] : []),
      enqueueFollow(tx, item.id, nextLookAt),
    ]);
  });
}

/** Whether a try whose answer was lost has arrived after all. */
async function hasArrived({ house, sending }: Job, outgoing: Outgoing): Promise<boolean> {
  const events = await readEventLog(sending, outgoing, house.clock.now());
  return events?.some(({ name }) => name === 'submit-submission') === true;
}

async function refusedOrThere(job: Job, outgoing: Outgoing): Promise<void> {
  const { house, tenant, item } = job;
  const current = (await readOutgoing(house.database, tenant, item.id)) ?? outgoing;
  if (!(await hasArrived(job, current))) await refused(job, outgoing);
}

/** The service does not take parts of this submission (any more): the next try announces a new one. Nothing is doubled by that, because what was not sent is delivered to nobody. */
async function refused(job: Job, outgoing: Outgoing): Promise<never> {
  const { house, tenant, item } = job;
  const known = await readOutgoing(house.database, tenant, item.id);
  if (known?.submission === outgoing.submission && known.tries.length > 0 && (await hasArrived(job, known))) throw new TargetFault();
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findOutgoingForUpdate(tx, item.id);
    if (current?.submission === outgoing.submission && !isEnded(current)) await saveOutgoing(tx, { ...current, state: 'lost', problem: 'delivery/target-refused', endedAt: house.clock.now(), nextLookAt: null });
  });
  throw new TargetRefused();
}

/** Evidence that was sent after an application is sent anew where the application was. */
function isOfThisSending(outgoing: Outgoing, { destination, follows }: Item): boolean {
  return outgoing.destination === destination && (follows === undefined || outgoing.announcedAt >= follows.announcedAt);
}

function isSameFiles(outgoing: Pick<Outgoing, 'attachments'>, attachments: readonly Attachment[]): boolean {
  return outgoing.attachments.length === attachments.length && outgoing.attachments.every(({ file }) => attachments.some(({ id }) => id === file));
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

async function* noting<End>(pieces: AsyncGenerator<Buffer, End>, note: (end: End) => void): AsyncGenerator<Buffer, void> {
  for (;;) {
    const next = await pieces.next();
    if (next.done) return note(next.value);
    yield next.value;
  }
}
