import { appendFile, open } from 'node:fs/promises';
import path from 'node:path';
import { isSegmentName } from '../domain/wal.ts';
import { readIfThere } from './durable-files.ts';

/** A whole segment in a chain. */
export type ChainSegment = { readonly name: string; readonly size: number; readonly sha256: string; readonly at: string };
/** The segment that the database writes now, as far as it has come over. Everything acknowledged before `at` is in it or in a whole one. */
export type CurrentSegment = { readonly name: string; readonly length: number; readonly sha256: string; readonly lsn: string; readonly at: string };

/** What a chain holds. */
export type Chain = { readonly segments: readonly ChainSegment[]; readonly current: CurrentSegment | undefined };

/** Reads what lies in a chain: the last word on each segment counts, and a line that a crash cut does not. */
export async function readChain(folder: string): Promise<Chain> {
  const segments = new Map<string, ChainSegment>();
  for (const line of ((await readIfThere(path.join(folder, 'segments.jsonl'))) ?? '').split('\n')) {
    const segment = parse<ChainSegment>(line);
    if (segment && isSegmentName(segment.name)) segments.set(segment.name, segment);
  }
  const current = parse<CurrentSegment>((await readIfThere(path.join(folder, 'current.json'))) ?? '');
  return { segments: [...segments.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), current };
}

/** Notes a whole segment, durably. */
export async function noteSegment(folder: string, segment: ChainSegment): Promise<void> {
  const file = path.join(folder, 'segments.jsonl');
  const text = (await readIfThere(file)) ?? '';
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${JSON.stringify(segment)}\n`, { mode: 0o600 });
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse<Value>(line: string): Value | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Value);
  } catch {
    return undefined;
  }
}
