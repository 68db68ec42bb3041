import { createHash } from 'node:crypto';
import { CITIZEN } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { refusalText, sniffUpload } from '@allmende/uploads';
import { deleteEvidence, insertEvidence, touchDraft } from '../data/evidence.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { CHECK_EVIDENCE_JOB } from '../domain/evidence-jobs.ts';
import { evidenceTexts } from '../domain/evidence-texts.ts';
import { holdEvidence, type EvidenceHolder, type HeldEvidence } from './evidence-holder.ts';
import { sealEvidence } from './evidence-seals.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files'>;

/** A file as it came in; `tooLarge` when its bytes were dropped on the way. */
export type IncomingFile = { readonly name: string; readonly bytes: Uint8Array; readonly tooLarge: boolean };

/** All files of one draft or application together, refused ones not counted. */
const MOST_FILES = 60;
const MOST_BYTES = 150_000_000;

/**
 * Takes files for a piece of evidence into quarantine, sealed under the key of the case, and has each checked by a job. What is plainly wrong is refused at once, with a problem for each
 * file; the others are kept. The same bytes twice for the same evidence are one file. Throws NotFound for evidence that is not asked for and for strangers alike, AlreadySent, InvalidInput
 * when nothing was chosen or nothing could be taken.
 */
export async function addEvidence(ctx: Context, holder: EvidenceHolder, input: { readonly item: string; readonly files: readonly IncomingFile[]; readonly hasTooManyFiles: boolean; readonly language: string }): Promise<{ readonly taken: number; readonly problems: readonly FieldProblem[] }> {
  const t = evidenceTexts(input.language);
  const field = `/file.${input.item}`;
  const result = await ctx.database.inTenant(holder.tenant, async (tx) => {
    const held = await holdEvidence(ctx, tx, holder);
    const item = held.items.find(({ key }) => key === input.item);
    if (!item) throw new NotFound();
    const problems: FieldProblem[] = [];
    const refuse = (name: string, code: string, message: string) => { problems.push({ pointer: field, code, message: name === '' ? message : `„${shortName(name)}“: ${message}` }); };
    if (input.files.length === 0) throw new InvalidInput([{ pointer: field, code: 'required', message: t.noFile }]);
    if (input.hasTooManyFiles) refuse('', 'too-many-files', t.tooManyAtOnce);
    let taken = 0;
    let count = item.files.filter(isFile).length;
    let all = held.files.filter(isFile).length;
    let bytes = held.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const file of input.files) {
      const problem = await problemOf(item, file);
      if (problem !== undefined) refuse(file.name, problem, refusalText(problem, t.language));
      else if (count >= item.evidence.maxFiles) refuse(file.name, 'too-many-files', t.tooManyFiles(item.evidence.maxFiles));
      else if (all >= MOST_FILES || bytes + file.bytes.length > MOST_BYTES) refuse(file.name, 'too-much', t.tooMuch);
      else {
        if (await take(ctx, tx, held, item, file)) { count += 1; all += 1; bytes += file.bytes.length; }
        taken += 1;
      }
    }
    if (taken > 0) await forgetChoice(ctx, tx, held, item);
    return { taken, problems };
  });
  if (result.taken === 0) throw new InvalidInput(result.problems);
  return result;
}

function isFile({ state }: { readonly state: string }): boolean {
  return state === 'received' || state === 'clean';
}

async function problemOf(item: EvidenceItem, file: IncomingFile) {
  if (file.tooLarge || file.bytes.length > item.evidence.maxBytes) return 'too-large' as const;
  const sniffed = await sniffUpload(file.bytes, item.evidence.accepts);
  return 'refusal' in sniffed ? sniffed.refusal : undefined;
}

/** Puts one file into quarantine; false when the same bytes are there already. */
async function take(ctx: Context, tx: TenantTx, held: HeldEvidence, item: EvidenceItem, file: IncomingFile): Promise<boolean> {
  const { dataKey } = held;
  // A second click must not double a document; the hash goes into the sealed part only through the id, keyed by the case's secret key.
  const id = idOf(dataKey.key, item.key, file.bytes);
  if (held.files.some((each) => each.id === id && isFile(each))) return false;
  await deleteEvidence(tx, id);
  const fileId = await putFile(tx, ctx, { id: newId(), dataKey, name: 'upload', contentType: 'application/octet-stream', bytes: file.bytes });
  const at = ctx.clock.now();
  const of = 'draft' in held.of ? { draftId: held.of.draft, applicationId: null } : { draftId: null, applicationId: held.of.application };
  await insertEvidence(tx, {
    id, ...of, dataKeyId: dataKey.id, state: 'received', fileId, sizeBytes: file.bytes.length, reading: null, isLate: held.sentOn !== undefined, receivedAt: at, settledAt: null,
    sealed: sealEvidence(dataKey.key, tx.tenant, id, { evidence: item.evidence.id, name: shortName(file.name), ...(item.row === undefined ? {} : { row: item.row.id }) }),
  });
  await enqueue(tx, CHECK_EVIDENCE_JOB, { tenant: tx.tenant, evidence: id });
  if (of.applicationId !== null) await record(tx, { actor: CITIZEN, action: 'online-services/evidence-received', subject: { kind: 'application', id: of.applicationId }, facts: { bytes: file.bytes.length }, at });
  return true;
}

async function forgetChoice(ctx: Context, tx: TenantTx, held: HeldEvidence, item: EvidenceItem): Promise<void> {
  for (const file of item.files) if (file.state === 'later' || file.state === 'office' || file.state === 'refused') await deleteEvidence(tx, file.id);
  if ('draft' in held.of && held.expiresOn !== undefined) await touchDraft(tx, { id: held.of.draft, at: ctx.clock.now(), expiresOn: held.expiresOn });
}

function idOf(key: Uint8Array, item: string, bytes: Uint8Array): string {
  const hash = createHash('sha256').update('online-services/evidence').update(key).update(`:${item}:`).update(bytes).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** A file's name without what could deceive or break: control and direction characters, folders, length. */
function shortName(name: string): string {
  const bare = (name.split(/[/\\]/u).at(-1) ?? '').normalize('NFC').replaceAll(/[\p{C}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  const dot = bare.lastIndexOf('.');
  const ending = dot > 0 ? bare.slice(dot, dot + 8) : '';
  return bare.length <= 80 ? bare : `${bare.slice(0, 70)}…${ending}`;
}
