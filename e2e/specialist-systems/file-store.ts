import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type FiledAttachment = { readonly id: string; readonly filename?: string; readonly mimeType: string; readonly bytes: number; readonly sha512: string };

/** What the specialist system has on file of one submission. */
export type FileRecord = {
  readonly submissionId: string;
  readonly caseId: string;
  /** Given once, in order of arrival: `XB-000001`. */
  readonly fileNumber: string;
  readonly schemaUri: string;
  readonly data: string;
  /** Those that came later in the same case stand at the end. */
  readonly attachments: FiledAttachment[];
  readonly replyKey?: Record<string, unknown>;
  readonly senderReference?: string;
  accepted: boolean;
  readonly replies: string[];
};

/** A submission that added something to a file. */
export type Supplement = { readonly submissionId: string; readonly caseId: string; accepted: boolean };

type Given = readonly { readonly id: string; readonly filename: string | undefined; readonly mimeType: string; readonly bytes: Uint8Array }[];

type Entry =
  | { readonly what: 'filed'; readonly file: Omit<FileRecord, 'accepted' | 'replies'> }
  | { readonly what: 'added'; readonly submissionId: string; /** The submission with which the file began. */ readonly to: string; readonly attachments: readonly FiledAttachment[] }
  | { readonly what: 'accepted' | 'rejected'; readonly submissionId: string; readonly problems?: readonly string[] }
  | { readonly what: 'replied'; readonly submissionId: string; readonly reply: string };

/** A journal on disk that outlives the program: what was written is there after `kill -9`, and half a line at its end is cut off. */
export function openFileStore(folder: string, prefix: string) {
  mkdirSync(join(folder, 'attachments'), { recursive: true });
  const journal = join(folder, 'journal.jsonl');
  const files = new Map<string, FileRecord>();
  const rejected = new Map<string, readonly string[]>();
  const supplements = new Map<string, Supplement>();
  const begun = new Map<string, string>();
  if (existsSync(journal)) {
    const text = readFileSync(journal, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) truncateSync(journal, Buffer.byteLength(text.slice(0, end)));
    for (const line of text.slice(0, end).split('\n')) if (line !== '') apply(JSON.parse(line) as Entry);
  }
  const handle = openSync(journal, 'a');

  function apply(entry: Entry): void {
    if (entry.what === 'filed') {
      files.set(entry.file.submissionId, { ...entry.file, accepted: false, replies: [] });
      if (entry.file.caseId !== '') begun.set(entry.file.caseId, entry.file.submissionId);
    } else if (entry.what === 'added') {
      supplements.set(entry.submissionId, { submissionId: entry.submissionId, caseId: files.get(entry.to)?.caseId ?? '', accepted: false });
      files.get(entry.to)?.attachments.push(...entry.attachments);
    } else if (entry.what === 'rejected') rejected.set(entry.submissionId, entry.problems ?? []);
    else {
      const file = files.get(entry.submissionId);
      const supplement = supplements.get(entry.submissionId);
      if (entry.what === 'replied') file?.replies.push(entry.reply);
      else if (file) file.accepted = true;
      else if (supplement) supplement.accepted = true;
    }
  }

  function write(entry: Entry): void {
    writeSync(handle, `${JSON.stringify(entry)}\n`);
    // Whether something was accepted is asked of the event log where the journal does not know.
    if (entry.what !== 'accepted') fsyncSync(handle);
    apply(entry);
  }

  function keep(submissionId: string, given: Given): FiledAttachment[] {
    return given.map(({ id, filename, mimeType, bytes }) => {
      const path = join(folder, 'attachments', `${submissionId}.${id}`);
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
      return { id, mimeType, bytes: bytes.length, sha512: createHash('sha512').update(bytes).digest('hex'), ...(filename === undefined ? {} : { filename }) };
    });
  }

  return {
    find: (submissionId: string) => files.get(submissionId),
    /** The file that a case began with; for a supplement that is not a file itself. */
    findByCase: (caseId: string) => files.get(begun.get(caseId) ?? ''),
    findSupplement: (submissionId: string) => supplements.get(submissionId),
    supplements: () => [...supplements.values()],
    isRejected: (submissionId: string) => rejected.has(submissionId),
    all: () => [...files.values()],
    rejections: () => [...rejected].map(([submissionId, problems]) => ({ submissionId, problems })),
    /** Takes a submission on file once; the same one again is the file that is there. */
    file(input: Omit<FileRecord, 'accepted' | 'replies' | 'fileNumber' | 'attachments'> & { readonly attachments: Given }): FileRecord {
      const known = files.get(input.submissionId);
      if (known) return known;
      write({ what: 'filed', file: { ...input, attachments: keep(input.submissionId, input.attachments), fileNumber: `${prefix}-${String(files.size + 1).padStart(6, '0')}` } });
      const filed = files.get(input.submissionId);
      if (!filed) throw new Error('the journal does not apply');
      return filed;
    },
    /** Adds what came later in the same case to its file once; the same submission again is the one that is there. */
    add(to: FileRecord, submissionId: string, given: Given): Supplement {
      const known = supplements.get(submissionId);
      if (known) return known;
      write({ what: 'added', submissionId, to: to.submissionId, attachments: keep(submissionId, given) });
      return supplements.get(submissionId) ?? { submissionId, caseId: to.caseId, accepted: false };
    },
    noteAccepted: (submissionId: string) => { write({ what: 'accepted', submissionId }); },
    noteRejected: (submissionId: string, problems: readonly string[]) => { write({ what: 'rejected', submissionId, problems }); },
    noteReplied: (submissionId: string, reply: string) => { write({ what: 'replied', submissionId, reply }); },
    close: () => { closeSync(handle); },
  };
}

export type FileStore = ReturnType<typeof openFileStore>;
