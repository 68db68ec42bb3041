import type { Readable } from 'node:stream';
import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { findAttachment, listAttachments } from '../data/attachment.ts';
import { findContent, findSubmission, listForPickup, noteFetched, type EncryptedContent } from '../data/submission.ts';
import { refuse } from '../domain/errors.ts';
import { isReadable, type Submission } from '../domain/submission.ts';
import type { Caller } from './authenticate.ts';

type Needs = Pick<House, 'database' | 'clock' | 'files'>;

/** The submissions that wait for the caller, at one of its destinations or at all. Throws Refusal. */
export async function listSubmissionsForPickup(house: Pick<House, 'database'>, { rights }: Caller, input: { readonly destination: string | undefined; readonly limit: number; readonly offset: number }): ReturnType<typeof listForPickup> {
  const destination = input.destination?.toLowerCase();
  if (rights.subscribed.length === 0 || (destination !== undefined && !rights.subscribes(destination))) throw refuse('forbidden');
  return house.database.withoutTenant((tx) => listForPickup(tx, destination === undefined ? rights.subscribed : [destination], input));
}

/** A waiting submission with its encrypted parts and the ids of its attachments; notes that it was read. Throws Refusal. */
export async function fetchSubmission(house: Needs, asking: Promise<Caller>, id: string): Promise<{ readonly submission: Submission; readonly content: EncryptedContent; readonly attachments: readonly string[] }> {
  const { database } = house;
  const [caller, submission] = await Promise.all([asking, isUuid(id) ? findSubmission(database, id) : undefined]);
  if (caller.rights.subscribed.length === 0) throw refuse('forbidden');
  if (submission === undefined || !caller.rights.subscribes(submission.destinationId) || !isReadable(submission.state)) throw refuse('submission-not-found');
  const [content, attachments] = await Promise.all([findContent(database, id), listAttachments(database, id)]);
  if (content === undefined) throw refuse('submission-not-found');
  if (submission.fetchedAt === undefined) await database.withoutTenant((tx) => noteFetched(tx, id, house.clock.now()));
  return { submission, content, attachments: attachments.map((one) => one.id) };
}

/** An encrypted attachment of a waiting submission, as a stream. Throws Refusal. */
export async function fetchAttachment(house: Needs, asking: Promise<Caller>, place: { readonly submission: string; readonly attachment: string }): Promise<{ readonly size: number; readonly stream: Readable }> {
  const { submission: id, attachment: attachmentId } = place;
  const [caller, submission, attachment] = await Promise.all([asking, isUuid(id) ? findSubmission(house.database, id) : undefined, isUuid(id) && isUuid(attachmentId) ? findAttachment(house.database, id, attachmentId) : undefined]);
  if (caller.rights.subscribed.length === 0) throw refuse('forbidden');
  if (submission === undefined || !caller.rights.subscribes(submission.destinationId) || !isReadable(submission.state)) throw refuse('submission-not-found');
  const found = attachment === undefined ? undefined : await house.files.getStream(attachment.object);
  if (found === undefined) throw refuse('attachment-not-found');
  return found;
}
