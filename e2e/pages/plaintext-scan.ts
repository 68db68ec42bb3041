import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One place where a value was found that must not be readable. */
export type Hit = { readonly where: string; readonly value: string; readonly form: string };

/** All ways in which a value could be written down so that somebody could still read it. */
export function formsOf(value: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(value, 'utf8');
  const utf16 = Buffer.from(value, 'utf16le');
  const forms = new Map<string, Buffer>([
    ['utf-8', utf8], ['utf-16le', utf16], ['utf-16be', Buffer.from(utf16).swap16()], ['hex', Buffer.from(utf8.toString('hex'))], ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['utf-16 hex', Buffer.from(utf16.toString('hex'))], ['url', Buffer.from(encodeURIComponent(value))], ['form', Buffer.from(new URLSearchParams({ v: value }).toString().slice(2))],
    ['latin-1', Buffer.from(value, 'latin1')], ['json', Buffer.from(value.replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`))],
    ['nfd', Buffer.from(value.normalize('NFD'))], ['lower case', Buffer.from(value.toLowerCase())], ['upper case', Buffer.from(value.toUpperCase())],
  ]);
  // What base64 makes of a text depends on where in a group of three it begins; the letters at both ends also hold bits of the neighbours.
  for (const before of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64').replaceAll('=', '');
    const inner = padded.slice(before === 0 ? 0 : before + 1, padded.length - 1);
    forms.set(`base64 +${before}`, Buffer.from(inner));
    forms.set(`base64url +${before}`, Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return forms;
}

/** Looks for values in one text. */
export function scanBytes(where: string, bytes: Buffer, values: readonly string[]): Hit[] {
  return values.flatMap((value) => {
    const seen = new Set<string>();
    return [...formsOf(value)].flatMap(([form, needle]) => {
      const key = needle.toString('latin1');
      if (seen.has(key)) return [];
      seen.add(key);
      return bytes.includes(needle) ? [{ where, value, form }] : [];
    });
  });
}

/** Looks for values in every file below a folder. A file that goes while it is read holds nothing any more. */
export async function scanFolder(folder: string, values: readonly string[]): Promise<{ hits: Hit[]; files: number; bytes: number }> {
  const found = { hits: [] as Hit[], files: 0, bytes: 0 };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    found.files += 1;
    found.bytes += bytes.length;
    found.hits.push(...scanBytes(path.slice(folder.length + 1), bytes, values));
  }
  return found;
}
