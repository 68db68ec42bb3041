import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { InvalidInput } from '@allmende/errors';
import { TooManyRequests } from './rate-limit.ts';
import type { SubmittedFile } from './submitted-form.ts';

/** What a form with files may bring; everything beyond is read off the line and dropped. */
export type UploadLimits = {
  /** Largest file in bytes; a larger one arrives empty with `tooLarge`. */
  readonly maxFileBytes: number;
  readonly maxFiles: number;
};

/** What arrived: texts by name, and files in their order. */
export type ReceivedForm = { readonly fields: Readonly<Record<string, readonly string[]>>; readonly files: readonly SubmittedFile[]; readonly hasTooManyFiles: boolean };

const MAX_FIELDS = 200;
const MAX_FIELD_BYTES = 100_000;
const MAX_NAME_BYTES = 200;
/** Read to the end so that the browser shows our answer instead of a broken connection, but not for ever. */
const MOST_BYTES_READ = 200_000_000;
/** Files wait in memory for their key, so only so many forms are received at once. */
const AT_ONCE = 16;
/** Files of one form together; what comes after that counts as too large. */
const MOST_BYTES_OF_FORM = 60_000_000;
/** Files of all forms together that this process holds while they arrive. */
const MOST_BYTES_HELD = 320_000_000;
let receiving = 0;
let held = 0;

/**
 * Reads a multipart form from the line into memory, never onto a disk. Files beyond the limits are passed over and said so; a form that breaks off or cannot be read throws
 * InvalidInput, and nothing of it is kept. Throws TooManyRequests while this process is receiving as many as it can.
 */
export async function receiveUpload(stream: Readable, headers: IncomingHttpHeaders, limits: UploadLimits): Promise<ReceivedForm> {
  if (receiving >= AT_ONCE) {
    stream.resume();
    throw new TooManyRequests(5);
  }
  receiving += 1;
  try {
    return await receive(stream, headers, limits);
  } finally {
    receiving -= 1;
  }
}

function receive(stream: Readable, headers: IncomingHttpHeaders, limits: UploadLimits): Promise<ReceivedForm> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string[]>();
    const files: SubmittedFile[] = [];
    let hasTooManyFiles = false;
    let read = 0;
    let kept = 0;
    const letGo = () => { held -= kept; kept = 0; };
    const fail = (cause?: unknown) => {
      letGo();
      stream.unpipe();
      stream.resume();
      if (cause instanceof TooManyRequests) { reject(cause); return; }
      reject(new InvalidInput([], { code: 'http/unreadable-upload', message: 'Die Datei ist nicht vollständig angekommen. Bitte wählen Sie sie noch einmal aus.', cause }));
    };
    let busboy: InstanceType<typeof Busboy>;
    try {
      busboy = new Busboy({
        headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
        limits: { fieldNameSize: MAX_NAME_BYTES, fieldSize: MAX_FIELD_BYTES, fields: MAX_FIELDS, files: limits.maxFiles, fileSize: limits.maxFileBytes, parts: MAX_FIELDS + limits.maxFiles, headerPairs: 20, headerSize: 8_192 },
      });
    } catch (error) {
      fail(error);
      return;
    }
    busboy.on('field', (name, value, nameTruncated) => {
      if (nameTruncated || typeof name !== 'string' || name.length > MAX_NAME_BYTES) return;
      const texts = fields.get(name) ?? [];
      texts.push(String(value));
      fields.set(name, texts);
    });
    busboy.on('file', (field, file: BusboyFileStream, name) => {
      const parts: Buffer[] = [];
      let isTooMuch = false;
      file.on('data', (part: Buffer) => {
        isTooMuch ||= kept + part.length > MOST_BYTES_OF_FORM;
        if (file.truncated || isTooMuch) return;
        if (held + part.length > MOST_BYTES_HELD) { fail(new TooManyRequests(10)); return; }
        kept += part.length;
        held += part.length;
        parts.push(part);
      });
      file.on('limit', () => { parts.length = 0; });
      file.on('error', fail);
      file.on('end', () => {
        const tooLarge = file.truncated || isTooMuch;
        const bytes = tooLarge ? Buffer.alloc(0) : Buffer.concat(parts);
        // A file field that was left empty sends a part without name and bytes.
        if (name === undefined || (name === '' && bytes.length === 0 && !tooLarge)) return;
        files.push({ field, name, bytes, tooLarge });
      });
    });
    busboy.on('filesLimit', () => { hasTooManyFiles = true; });
    busboy.on('error', fail);
    busboy.on('finish', () => { letGo(); resolve({ fields: Object.fromEntries(fields), files, hasTooManyFiles }); });
    stream.on('data', (part: Buffer) => {
      read += part.length;
      if (read > MOST_BYTES_READ) fail();
    });
    stream.on('aborted', fail);
    stream.on('error', fail);
    stream.on('close', () => { if (!stream.readableEnded) fail(); });
    stream.pipe(busboy);
  });
}
