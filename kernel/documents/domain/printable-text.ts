import type { FontCoverage } from './font-coverage.ts';

const graphemes = new Intl.Segmenter('de', { granularity: 'grapheme' });

// Joiners shape Arabic letters (Persian names need them); elsewhere they draw nothing.
const strayJoiner = /(?<!\p{Script=Arabic})[\u200c\u200d]|[\u200c\u200d](?!\p{Script=Arabic})/gu;
// Marks that order bidirectional text can make a notice read differently from what it says; the rest draw nothing.
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}]/gu;
const plain = /^[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201e\u20ac]*$/u;

/**
 * The text as it can be printed with the given fonts: composed (NFC), without control, direction and zero-width characters. A character that
 * no font draws becomes its code point, such as `[U+1F9FF]`, so that nothing vanishes unseen (PDF/UA forbids missing glyphs).
 * A line feed stays; a tab becomes a blank.
 */
export function printableText(text: string, fonts: readonly FontCoverage[]): string {
  if (plain.test(text)) return text;
  const normal = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/gu, '')
    .replace(invisible, '')
    .replace(strayJoiner, '');
  if (plain.test(normal)) return normal;
  let printable = '';
  for (const { segment } of graphemes.segment(normal)) printable += printableCluster(segment, fonts);
  return printable;
}

function printableCluster(cluster: string, fonts: readonly FontCoverage[]): string {
  if (cluster === '\n') return cluster;
  const points = [...cluster];
  const together = (part: readonly string[]) => fonts.some((font) => part.every((point) => font.has(point.codePointAt(0) ?? 0)));
  if (together(points)) return cluster;
  const isMark = /^\p{M}$/u;
  return points.map((point) => (!isMark.test(point) && together([point]) ? point : codePoint(point))).join('');
}

function codePoint(point: string): string {
  return `[U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
