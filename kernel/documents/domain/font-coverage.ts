/** The characters that one font can draw. */
export type FontCoverage = { has(codePoint: number): boolean };

/**
 * Reads which characters a TrueType or OpenType font draws, from its `cmap` table (formats 4 and 12).
 * Throws RangeError when the bytes are no such font. Source: OpenType 1.9.1, "cmap".
 */
export function fontCoverage(font: Uint8Array): FontCoverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = findTable(view, 0x636d6170);
  const covered = new Set<number>();
  const tables = view.getUint16(cmap + 2);
  for (let i = 0; i < tables; i += 1) {
    const offset = cmap + view.getUint32(cmap + 4 + i * 8 + 4);
    const format = view.getUint16(offset);
    if (format === 4) readFormat4(view, offset, covered);
    if (format === 12) readFormat12(view, offset, covered);
  }
  return covered;
}

function findTable(view: DataView, tag: number): number {
  const count = view.getUint16(4);
  for (let i = 0; i < count; i += 1) {
    const record = 12 + i * 16;
    if (view.getUint32(record) === tag) return view.getUint32(record + 8);
  }
  throw new RangeError('the font has no cmap table');
}

function readFormat4(view: DataView, offset: number, covered: Set<number>): void {
  const segments = view.getUint16(offset + 6) / 2;
  const ends = offset + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const ranges = deltas + segments * 2;
  for (let i = 0; i < segments; i += 1) {
    const start = view.getUint16(starts + i * 2);
    const end = view.getUint16(ends + i * 2);
    const delta = view.getUint16(deltas + i * 2);
    const range = view.getUint16(ranges + i * 2);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const raw = range === 0 ? code : view.getUint16(ranges + i * 2 + range + (code - start) * 2);
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) covered.add(code);
    }
  }
}

function readFormat12(view: DataView, offset: number, covered: Set<number>): void {
  const groups = view.getUint32(offset + 12);
  for (let i = 0; i < groups; i += 1) {
    const group = offset + 16 + i * 12;
    const start = view.getUint32(group);
    const end = view.getUint32(group + 4);
    const glyph = view.getUint32(group + 8);
    for (let code = start; code <= end; code += 1) if (glyph + code - start !== 0) covered.add(code);
  }
}
