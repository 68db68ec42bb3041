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
  readonly attachments: readonly FiledAttachment[];
  readonly replyKey?: Record<string, unknown>;
  readonly senderReference?: string;
  accepted: boolean;
  readonly replies: string[];
};

type Entry =
  | { readonly what: 'filed'; readonly file: Omit<FileRecord, 'accepted' | 'replies'> }
  | { readonly what: 'accepted' | 'rejected'; readonly submissionId: string; readonly problems?: readonly string[] }
  | { readonly what: 'replied'; readonly submissionId: string; readonly reply: string };

/** A journal on disk that outlives the program: what was written is there after `kill -9`, and half a line at its end is cut off. */
export function openFileStore(folder: string, prefix: string) {
  mkdirSync(join(folder, 'attachments'), { recursive: true });
  const journal = join(folder, 'journal.jsonl');
  const files = new Map<string, FileRecord>();
  const rejected = new Map<string, readonly string[]>();
  if (existsSync(journal)) {
    const text = readFileSync(journal, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) truncateSync(journal, Buffer.byteLength(text.slice(0, end)));
    for (const line of text.slice(0, end).split('\n')) if (line !== '') apply(JSON.parse(line) as Entry);
  }
  const handle = openSync(journal, 'a');

  function apply(entry: Entry): void {
    if (entry.what === 'filed') files.set(entry.file.submissionId, { ...entry.file, accepted: false, replies: [] });
    else if (entry.what === 'rejected') rejected.set(entry.submissionId, entry.problems ?? []);
    else {
      const file = files.get(entry.submissionId);
      if (!file) return;
      if (entry.what === 'replied') file.replies.push(entry.reply);
      else file.accepted = true;
    }
  }

  function write(entry: Entry): void {
    writeSync(handle, `${JSON.stringify(entry)}\n`);
    fsyncSync(handle);
    apply(entry);
  }

  return {
    find: (submissionId: string) => files.get(submissionId),
    isRejected: (submissionId: string) => rejected.has(submissionId),
    all: () => [...files.values()],
    rejections: () => [...rejected].map(([submissionId, problems]) => ({ submissionId, problems })),
    /** Takes a submission on file once; the same one again is the file that is there. */
    file(input: Omit<FileRecord, 'accepted' | 'replies' | 'fileNumber' | 'attachments'> & { readonly attachments: readonly { readonly id: string; readonly filename: string | undefined; readonly mimeType: string; readonly bytes: Uint8Array }[] }): FileRecord {
      const known = files.get(input.submissionId);
      if (known) return known;
      const attachments = input.attachments.map(({ id, filename, mimeType, bytes }) => {
        const path = join(folder, 'attachments', `${input.submissionId}.${id}`);
        writeFileSync(`${path}.part`, bytes);
        renameSync(`${path}.part`, path);
        return { id, mimeType, bytes: bytes.length, sha512: createHash('sha512').update(bytes).digest('hex'), ...(filename === undefined ? {} : { filename }) };
      });
      write({ what: 'filed', file: { ...input, attachments, fileNumber: `${prefix}-${String(files.size + 1).padStart(6, '0')}` } });
      const filed = files.get(input.submissionId);
      if (!filed) throw new Error('the journal does not apply');
      return filed;
    },
    noteAccepted: (submissionId: string) => { write({ what: 'accepted', submissionId }); },
    noteRejected: (submissionId: string, problems: readonly string[]) => { write({ what: 'rejected', submissionId, problems }); },
    noteReplied: (submissionId: string, reply: string) => { write({ what: 'replied', submissionId, reply }); },
    close: () => { closeSync(handle); },
  };
}

export type FileStore = ReturnType<typeof openFileStore>;
