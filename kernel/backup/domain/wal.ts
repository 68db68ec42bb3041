/** A place in PostgreSQL's write-ahead log, in bytes since its beginning. */
export type Lsn = bigint;

const WORD = 0x1_0000_0000n;

/** Reads `16/B374D848`; throws RangeError on anything else. */
export function parseLsn(text: string): Lsn {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/iu.exec(text);
  if (!match) throw new RangeError(`no place in a write-ahead log: ${text}`);
  return BigInt(`0x${match[1]}`) * WORD + BigInt(`0x${match[2]}`);
}

/** Writes a place as PostgreSQL does. */
export function formatLsn(lsn: Lsn): string {
  return `${(lsn / WORD).toString(16).toUpperCase()}/${(lsn % WORD).toString(16).toUpperCase()}`;
}

/** One file of the write-ahead log: timeline and number. */
export type Segment = { readonly timeline: number; readonly number: bigint };

/** Name of a segment, as in `pg_wal`: timeline, high and low part, eight hexadecimal digits each. */
export function segmentName(segment: Segment, segmentBytes: number): string {
  const perWord = WORD / BigInt(segmentBytes);
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  return `${hex(BigInt(segment.timeline))}${hex(segment.number / perWord)}${hex(segment.number % perWord)}`;
}

/** Reads the name of a segment; throws RangeError when it is none. */
export function parseSegmentName(name: string, segmentBytes: number): Segment {
  if (!isSegmentName(name)) throw new RangeError(`no segment of a write-ahead log: ${name}`);
  const part = (index: number) => BigInt(`0x${name.slice(index * 8, index * 8 + 8)}`);
  return { timeline: Number(part(0)), number: part(1) * (WORD / BigInt(segmentBytes)) + part(2) };
}

/** Whether a file of `pg_wal` is a whole segment (and no history or partial file). */
export function isSegmentName(name: string): boolean {
  return /^[0-9A-F]{24}$/u.test(name);
}

/** The segment that holds the byte at a place. */
export function segmentOf(lsn: Lsn, timeline: number, segmentBytes: number): Segment {
  return { timeline, number: lsn / BigInt(segmentBytes) };
}

/** The segment that holds the last byte before a place: where a log ends that ends there. */
export function segmentBefore(lsn: Lsn, timeline: number, segmentBytes: number): Segment {
  return segmentOf(lsn - 1n, timeline, segmentBytes);
}

/** Names of all segments from one to another of the same timeline, both included. */
export function segmentNames(from: Segment, to: Segment, segmentBytes: number): string[] {
  const names: string[] = [];
  for (let number = from.number; number <= to.number; number += 1n) names.push(segmentName({ timeline: from.timeline, number }, segmentBytes));
  return names;
}
