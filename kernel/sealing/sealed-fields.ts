import { fromBase64, toBase64 } from './base64url.ts';
import type { Envelope } from './envelope.ts';
import { readPublicKey, type PublicKey } from './recipient-key.ts';
import { sealEnvelope } from './seal-envelope.ts';
import { SealingProblem } from './sealing-problem.ts';

/** A field that is sealed. */
export type SheetField = { readonly name: string; readonly label: string; readonly required: boolean; /** What a text must match, without the surrounding `^…$`. */ readonly pattern?: string | undefined; readonly maxLength: number };

/** What somebody needs to seal: to whom, how many of them, for what, and which fields. Handed out as a file for the command line, and inside the page. */
export type SealingSheet = {
  readonly v: 1;
  readonly purpose: string;
  readonly threshold: number;
  readonly recipients: readonly { readonly name: string; readonly thumbprint: string; readonly key: PublicKey }[];
  readonly fields: readonly SheetField[];
  /** Files together, in bytes. */
  readonly maxFileBytes: number;
};

/** What was sealed. */
export type SealedFields = { readonly fields: Readonly<Record<string, string>>; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] };

const BLOCK = 4_096;

/** The names of fields that are missing, too long or not of their form. */
export function checkFields(sheet: Pick<SealingSheet, 'fields'>, fields: Readonly<Record<string, string>>): string[] {
  return sheet.fields.filter(({ name, required, pattern, maxLength }) => {
    const text = (fields[name] ?? '').trim();
    if (text === '') return required;
    return text.length > maxLength || (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(text));
  }).map((one) => one.name);
}

/** Seals fields and files to the recipients of a sheet. The content is filled up to whole blocks, so that its length tells little. Throws SealingProblem (`bad-field` with the names, `bad-key`). */
export async function sealFields(sheet: SealingSheet, content: SealedFields): Promise<Envelope> {
  const wrong = checkFields(sheet, content.fields);
  if (content.files.reduce((sum, file) => sum + file.bytes.length, 0) > sheet.maxFileBytes) wrong.push('files');
  if (wrong.length > 0) throw new SealingProblem('bad-field', wrong);
  const fields = Object.fromEntries(sheet.fields.map(({ name }) => [name, (content.fields[name] ?? '').trim()]));
  const text = JSON.stringify({ v: 1, fields, files: content.files.map(({ name, bytes }) => ({ name, data: toBase64(bytes) })) });
  const plain = new TextEncoder().encode(text);
  const filled = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(0x20);
  filled.set(plain);
  return sealEnvelope({ bytes: filled, purpose: sheet.purpose, threshold: sheet.threshold, recipients: sheet.recipients.map((one) => readPublicKey(one.key)) });
}

/** Reads what `sealFields` sealed; throws SealingProblem (`unreadable`). What stands in the fields is for the caller to check. */
export function openSealedFields(bytes: Uint8Array): SealedFields {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new SealingProblem('unreadable');
  }
  const { v, fields, files } = (value ?? {}) as Record<string, unknown>;
  if (v !== 1 || typeof fields !== 'object' || fields === null || !Array.isArray(files) || files.length > 20) throw new SealingProblem('unreadable');
  const entries = Object.entries(fields);
  if (entries.length > 100 || entries.some(([, text]) => typeof text !== 'string')) throw new SealingProblem('unreadable');
  return {
    fields: Object.fromEntries(entries) as Record<string, string>,
    files: files.map((one: unknown) => {
      const { name, data } = (one ?? {}) as Record<string, unknown>;
      if (typeof name !== 'string' || typeof data !== 'string') throw new SealingProblem('unreadable');
      return { name: name.slice(0, 200), bytes: fromBase64(data) };
    }),
  };
}
