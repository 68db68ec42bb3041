import { record } from '@allmende/audit';
import type { Actor } from '@allmende/access';
import { isUuid, newId, type TenantId, type TenantTx } from '@allmende/database';
import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { putFile } from '@allmende/files';
import type { House } from '@allmende/house';
import type { Language } from '@allmende/i18n';
import { openApplicationKey } from '@allmende/online-services';
import { refusalText, sniffUpload, UPLOAD_KINDS } from '@allmende/uploads';
import { insertAttachment, listAttachments } from '../data/attachment.ts';
import { insertMessage, listMessages } from '../data/message.ts';
import { messageTexts } from '../domain/message-texts.ts';
import { LARGEST_FILE_BYTES, MOST_BYTES, MOST_FILES, MOST_MESSAGES, readMessageText, type Side } from '../domain/message.ts';
import { enqueueCheck } from './enqueue-check.ts';
import { sealPart } from './mailbox-seals.ts';

/** A file as it came in; `tooLarge` when its bytes were dropped on the way. */
export type IncomingFile = { readonly name: string; readonly bytes: Uint8Array; readonly tooLarge: boolean };

/** A message as it was typed. `id` is made by the form, so that sending it twice is one message; without it one is made. */
export type TypedMessage = { readonly id?: string | undefined; readonly text: string; readonly files: readonly IncomingFile[]; readonly hasTooManyFiles: boolean; readonly language: Language };

/**
 * Writes a message into the application's transaction, files in quarantine. Whoever calls has checked who writes. All or nothing: a file that is plainly wrong refuses the message, so that what was typed can be sent again.
 * Throws InvalidInput, NotFound when the application is gone. `isNew` is false when the same id was sent before.
 */
export async function writeMessage(
  house: Pick<House, 'keys' | 'files' | 'clock'>, tx: TenantTx, input: { readonly application: string; readonly from: Side; readonly actor: Actor; readonly author?: string; readonly typed: TypedMessage },
): Promise<{ readonly id: string; readonly isNew: boolean; readonly at: Date }> {
  const { application, from, typed } = input;
  const t = messageTexts(typed.language);
  const text = readMessageText(typed.text, t);
  const known = await openApplicationKey(house, tx, application);
  if (!known) throw new NotFound();
  const { dataKey } = known;
  const at = house.clock.now();
  const id = typed.id !== undefined && isUuid(typed.id) ? typed.id : newId();
  const before = await listMessages(tx, application);
  if (before.some((message) => message.id === id)) return { id, isNew: false, at };
  const files = await checkFiles(tx, application, typed, before.length, t);
  await insertMessage(tx, application, { id, sender: from, sentAt: at, sealed: sealPart('message', dataKey.key, tx.tenant, id, { text, ...(input.author === undefined ? {} : { author: input.author }) }) });
  for (const file of files) {
    const attachment = newId();
    const fileId = await putFile(tx, house, { id: newId(), dataKey, name: 'upload', contentType: 'application/octet-stream', bytes: file.bytes });
    await insertAttachment(tx, application, { id: attachment, message: id, state: 'received', fileId, sizeBytes: file.bytes.length, receivedAt: at, sealed: sealPart('attachment', dataKey.key, tx.tenant, attachment, { name: shortName(file.name) }) });
    await enqueueCheck(tx, application, attachment);
  }
  await record(tx, { actor: input.actor, action: `mailbox/message-from-${from}`, subject: { kind: 'application', id: application }, facts: { message: id, files: files.length }, at });
  return { id, isNew: true, at };
}

async function checkFiles(tx: TenantTx, application: string, typed: TypedMessage, messages: number, t: ReturnType<typeof messageTexts>): Promise<readonly IncomingFile[]> {
  const problems: FieldProblem[] = [];
  const refuse = (code: string, message: string) => { problems.push({ pointer: '/files', code, message }); };
  if (typed.hasTooManyFiles || typed.files.length > MOST_FILES) refuse('too-many-files', t.tooMany(MOST_FILES));
  for (const file of typed.files) {
    const sniffed = file.tooLarge || file.bytes.length > LARGEST_FILE_BYTES ? { refusal: 'too-large' as const } : await sniffUpload(file.bytes, UPLOAD_KINDS);
    if ('refusal' in sniffed) refuse(sniffed.refusal, `„${shortName(file.name)}“: ${refusalText(sniffed.refusal, typed.language)}`);
  }
  const bytes = (await listAttachments(tx, application)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) + typed.files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (messages >= MOST_MESSAGES || bytes > MOST_BYTES) refuse('full', t.full);
  if (problems.length > 0) throw new InvalidInput(problems);
  return typed.files;
}

/** A file's name without what could deceive or break: control and direction characters, folders, length. */
function shortName(name: string): string {
  const bare = (name.split(/[/\\]/u).at(-1) ?? '').normalize('NFC').replaceAll(/[\p{C}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  const dot = bare.lastIndexOf('.');
  return bare.length <= 80 ? bare : `${bare.slice(0, 70)}…${dot > 0 ? bare.slice(dot, dot + 8) : ''}`;
}

/** The application that somebody wrote about, in its authority. */
export type Conversation = { readonly tenant: TenantId; readonly application: string };
