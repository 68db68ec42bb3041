import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

const HASH_LENGTH = 40;
/** Longer than any line: a hash, a colon and how often it was seen. */
const LONGEST_LINE = 64;

/**
 * Whether a password stands in a list of breached ones: a file with one SHA-1 value a line in hexadecimal, sorted, each perhaps with a colon and a count behind it, as Have I Been Pwned gives them out ("ordered by hash").
 * Read where it lies by halving, so that its size does not matter; nothing leaves this machine. Throws when the file cannot be read.
 */
export async function isBreached(file: string, password: string): Promise<boolean> {
  const wanted = createHash('sha1').update(password).digest('hex').toUpperCase();
  await using list = await open(file);
  let [from, until] = [0, (await list.stat()).size];
  // Between `from` and `until` begins the line that is looked for, if there is one; `from` is always the beginning of a line.
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    const line = await lineFrom(list, middle, from);
    if (line === undefined) return false;
    if (line.hash === wanted) return true;
    if (line.hash < wanted) from = line.end;
    else until = line.begin;
  }
  return false;
}

// The line in which a byte lies, or the one that begins at `earliest`.
async function lineFrom(list: FileHandle, at: number, earliest: number): Promise<{ readonly begin: number; readonly end: number; readonly hash: string } | undefined> {
  const start = Math.max(earliest, at - LONGEST_LINE);
  const { buffer, bytesRead } = await list.read(Buffer.alloc(at - start + LONGEST_LINE), 0, at - start + LONGEST_LINE, start);
  const text = buffer.subarray(0, bytesRead).toString('latin1');
  const before = text.lastIndexOf('\n', at - start - 1);
  const begin = before === -1 || at === start ? 0 : before + 1;
  const next = text.indexOf('\n', begin);
  const hash = text.slice(begin, begin + HASH_LENGTH).toUpperCase();
  return /^[0-9A-F]{40}$/u.test(hash) ? { begin: start + begin, end: start + (next === -1 ? bytesRead : next + 1), hash } : undefined;
}
