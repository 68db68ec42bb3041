import { inflateSync } from 'node:zlib';

type PdfObject = { head: string; stream: string };

/** What a small reader finds in a PDF: the source of its objects, and the text of its pages in drawing order. */
export type PdfContent = { objects: string; text: string };

/** Reads a PDF of our own compiler (no encryption, no object streams); text comes by the fonts' ToUnicode maps. */
export function readPdf(pdf: Uint8Array): PdfContent {
  const objects = readObjects(Buffer.from(pdf));
  const texts = [...objects.values()].filter((one) => /\/Type \/Page\n/u.test(one.head)).map((page) => {
    const fonts = new Map<string, Map<string, string>>();
    for (const [, name = '', id = ''] of page.head.matchAll(/\/(f\d+) (\d+) 0 R/gu)) {
      const unicode = /\/ToUnicode (\d+) 0 R/u.exec(objects.get(Number(id))?.head ?? '')?.[1];
      fonts.set(name, characterMap(objects.get(Number(unicode))?.stream ?? ''));
    }
    const contents = /\/Contents (\d+) 0 R/u.exec(page.head)?.[1];
    return pageText(objects.get(Number(contents))?.stream ?? '', fonts);
  });
  return { objects: [...objects.values()].map((one) => one.head + (one.head.includes('/XML') ? one.stream : '')).join('\n'), text: texts.join('\n') };
}

function readObjects(pdf: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const raw = pdf.toString('latin1');
  let position = 0;
  for (;;) {
    const start = /\n(\d+) 0 obj\n/u.exec(raw.slice(position));
    if (start === null) return objects;
    const from = position + start.index + start[0].length;
    const head = /^[\s\S]*?(?:\nendobj|\nstream\r?\n)/u.exec(raw.slice(from))?.[0] ?? '';
    const size = head.endsWith('endobj') ? 0 : Number(/\/Length (\d+)/u.exec(head)?.[1]);
    const bytes = pdf.subarray(from + head.length, from + head.length + size);
    const isFlat = head.includes('/FlateDecode') && !head.includes('/Length1') && !head.includes('/Alternate');
    objects.set(Number(start[1]), { head, stream: size === 0 ? '' : (isFlat ? inflateSync(bytes) : bytes).toString('latin1') });
    position = from + head.length + size - 1;
  }
}

function characterMap(source: string): Map<string, string> {
  const map = new Map<string, string>();
  const unicode = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of source.matchAll(/beginbfchar([\s\S]*?)endbfchar/gu)) {
    for (const [, glyph = '', text = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/gu)) map.set(glyph.toLowerCase(), unicode(text));
  }
  return map;
}

function pageText(source: string, fonts: Map<string, Map<string, string>>): string {
  let font: Map<string, string> | undefined;
  let text = '';
  for (const [, name, hex, literal] of source.matchAll(/\/(f\d+) [\d.]+ Tf|<([0-9a-fA-F]+)>|\(((?:\\[\s\S]|[^\\()])*)\)/gu)) {
    if (name !== undefined) font = fonts.get(name);
    const glyphs = hex ?? Buffer.from(unescape(literal ?? ''), 'latin1').toString('hex');
    for (const glyph of glyphs.match(/.{4}/gu) ?? []) text += font?.get(glyph.toLowerCase()) ?? '';
  }
  return text;
}

function unescape(literal: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return literal.replace(/\\(\d{1,3}|[\s\S])/gu, (_, code: string) => (/^\d/u.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (named[code] ?? code)));
}
