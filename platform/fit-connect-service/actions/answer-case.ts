import { createHash } from 'node:crypto';
import { isUuid, newId, type Tx } from '@allmende/database';
import { problemOf, signEvent, type EventName, type EventPayload } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { appendEvent, findCase } from '../data/case-event.ts';
import { endReply, findAcceptedSubmission, findReply, findReplyAttachment, findReplyContent, insertReply, listRepliesForPickup, listRepliesToDrop, listReplyTags, putReplyAttachment, submitReplyContent } from '../data/reply.ts';
import { findSubmission } from '../data/submission.ts';
import { lookAtPart } from '../domain/encrypted-part.ts';
import { refuse } from '../domain/errors.ts';
import { tellSenderJob } from '../domain/jobs.ts';
import { DAYS_UNTIL_REPLY_IS_DROPPED, type Reply } from '../domain/reply.ts';
import type { Caller } from './authenticate.ts';
import { openServiceKeys } from './open-service-keys.ts';

/*
 * Replies within a case. ASSUMED as a whole: the endpoints of v2 are not published where we could read them. Announced, filled and sent like a submission the other way; the sender fetches and says that it has taken one.
 */
type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys'>;

const AT_ONCE = 200;

/** Announces a reply to an accepted submission. Throws Refusal. */
export async function announceReply(house: Needs, caller: Caller, input: { readonly caseId: string; readonly announced: readonly string[] }): Promise<{ readonly replyId: string; readonly caseId: string }> {
  if (caller.rights.subscribed.length === 0) throw refuse('forbidden');
  return house.database.withoutTenant(async (tx) => {
    const found = isUuid(input.caseId) ? await findCase(tx, input.caseId) : undefined;
    if (found === undefined || !caller.rights.subscribes(found.destinationId)) throw refuse('case-not-found');
    const submissionId = await findAcceptedSubmission(tx, found.id);
    if (submissionId === undefined) throw refuse('case-does-not-fit');
    const replyId = newId();
    await insertReply(tx, { replyId, caseId: found.id, submissionId, client: found.client, announced: input.announced.map((id) => id.toLowerCase()) }, house.clock.now());
    return { replyId, caseId: found.id };
  });
}

/** Takes an announced document of a reply. Throws Refusal. */
export async function uploadReplyAttachment(house: Needs, caller: Caller, input: { readonly reply: string; readonly attachment: string }, jwe: string): Promise<void> {
  lookAtPart(jwe, { version: 'v1', kids: [] });
  await house.database.withoutTenant(async (tx) => {
    const reply = await ownReply(tx, caller, input.reply);
    const id = input.attachment.toLowerCase();
    if (!reply.announced.includes(id)) throw refuse('attachment-not-announced');
    if (reply.state !== 'incomplete') throw refuse('submission-not-open');
    await putReplyAttachment(tx, reply.replyId, id, jwe);
  });
}

/** Sends a reply; the very same once more changes nothing. Its sender is told, where it wants to be. Throws Refusal. */
export async function submitReply(house: Needs, caller: Caller, id: string, content: { readonly encryptedMetadata: string; readonly encryptedData: string }): Promise<Reply> {
  const sha256 = createHash('sha256').update(content.encryptedMetadata).update('\n').update(content.encryptedData).digest();
  return house.database.withoutTenant(async (tx) => {
    const reply = await ownReply(tx, caller, id);
    if (reply.state !== 'incomplete') {
      if (reply.contentSha256?.equals(sha256) !== true) throw refuse('submitted-already');
      return reply;
    }
    const metadata = lookAtPart(content.encryptedMetadata, { version: 'v1', kids: [] });
    const data = lookAtPart(content.encryptedData, { version: 'v1', kids: [] });
    const documents = await listReplyTags(tx, reply.replyId);
    if (reply.announced.some((announced) => !documents.some((one) => one.id === announced))) throw refuse('attachments-missing');
    await submitReplyContent(tx, reply.replyId, { ...content, sha256, at: house.clock.now() });
    await writeReplyEvent(house, tx, reply, 'submit-reply', { authenticationTags: { metadata: metadata.tag, data: data.tag, ...(documents.length === 0 ? {} : { attachments: Object.fromEntries(documents.map((one) => [one.id, one.tag])) }) } });
    const submission = await findSubmission(tx, reply.submissionId);
    if (submission?.callbackUrl !== undefined) await enqueue(tx, tellSenderJob, { submission: reply.submissionId }, { key: `fit-connect-tell-${reply.submissionId}` });
    return reply;
  });
}

/** Replies that wait for the sender who calls. Throws Refusal. */
export async function listReplies(house: Needs, caller: Caller, page: { readonly limit: number; readonly offset: number }): ReturnType<typeof listRepliesForPickup> {
  if (!caller.rights.maySend) throw refuse('forbidden');
  return house.database.withoutTenant((tx) => listRepliesForPickup(tx, caller.client, page));
}

/** A reply with its encrypted parts, for the sender of the submission. Throws Refusal. */
export async function fetchReply(house: Needs, caller: Caller, id: string): Promise<{ readonly reply: Reply; readonly content: { readonly encryptedMetadata: string; readonly encryptedData: string } }> {
  return house.database.withoutTenant(async (tx) => {
    const reply = await waitingReply(tx, caller, id);
    const content = await findReplyContent(tx, reply.replyId);
    if (!content) throw refuse('reply-not-found');
    return { reply, content };
  });
}

/** An encrypted document of a reply. Throws Refusal. */
export async function fetchReplyAttachment(house: Needs, caller: Caller, input: { readonly reply: string; readonly attachment: string }): Promise<string> {
  return house.database.withoutTenant(async (tx) => {
    const reply = await waitingReply(tx, caller, input.reply);
    const jwe = isUuid(input.attachment) ? await findReplyAttachment(tx, reply.replyId, input.attachment) : undefined;
    if (jwe === undefined) throw refuse('attachment-not-found');
    return jwe;
  });
}

/** The sender has a reply: its content goes, and the log says so. Once more changes nothing. Throws Refusal. */
export async function takeReply(house: Needs, caller: Caller, id: string): Promise<void> {
  await house.database.withoutTenant(async (tx) => {
    const reply = isUuid(id) ? await findReply(tx, id, { lock: true }) : undefined;
    if (reply?.client !== caller.client || reply.state === 'incomplete') throw refuse('reply-not-found');
    if (reply.state !== 'submitted') return;
    await endReply(tx, reply.replyId, house.clock.now());
    await writeReplyEvent(house, tx, reply, 'delete-reply');
  });
}

/** Drops replies whose time is over: those that were sent get the word of the service that nobody fetched them, as submissions do. Returns how many. */
export async function dropReplies(house: Needs): Promise<number> {
  const before = new Date(house.clock.now().getTime() - DAYS_UNTIL_REPLY_IS_DROPPED * 86_400_000);
  let dropped = 0;
  for (;;) {
    const those = await house.database.withoutTenant((tx) => listRepliesToDrop(tx, before, AT_ONCE));
    if (those.length === 0) return dropped;
    for (const one of those) if (await dropOne(house, one)) dropped += 1;
  }
}

async function dropOne(house: Needs, { replyId, caseId }: { readonly replyId: string; readonly caseId: string }): Promise<boolean> {
  return house.database.withoutTenant(async (tx) => {
    await findCase(tx, caseId, { lock: true });
    const reply = await findReply(tx, replyId, { lock: true });
    if (reply === undefined || (reply.state !== 'incomplete' && reply.state !== 'submitted')) return false;
    await endReply(tx, replyId, house.clock.now(), 'dropped');
    if (reply.state === 'submitted') await writeReplyEvent(house, tx, reply, 'reject-reply', { problems: [problemOf('technical-error', 'submission', `The sender did not fetch the reply within ${DAYS_UNTIL_REPLY_IS_DROPPED} days.`)] });
    await writeReplyEvent(house, tx, reply, 'delete-reply');
    return true;
  });
}

async function ownReply(tx: Tx, caller: Caller, id: string): Promise<Reply> {
  const reply = isUuid(id) ? await findReply(tx, id, { lock: true }) : undefined;
  const found = reply && (await findCase(tx, reply.caseId));
  if (!reply || !found || !caller.rights.subscribes(found.destinationId)) throw refuse('reply-not-found');
  return reply;
}

async function waitingReply(tx: Tx, caller: Caller, id: string): Promise<Reply> {
  const reply = isUuid(id) ? await findReply(tx, id) : undefined;
  if (reply?.client !== caller.client || reply.state !== 'submitted') throw refuse('reply-not-found');
  return reply;
}

async function writeReplyEvent(house: Needs, tx: Tx, { replyId, caseId, submissionId }: Reply, name: EventName, payload?: EventPayload): Promise<void> {
  const { signing } = await openServiceKeys(house);
  const issuer = house.config.fitConnect.address;
  const [jti, at] = [newId(), house.clock.now()];
  const token = await signEvent({ id: jti, name, issuer, issuedAt: at, subject: { kind: 'reply', id: replyId }, case: caseId, payload }, signing);
  await appendEvent(tx, caseId, { jti, submission: submissionId, event: name, issuer, token }, at);
}
