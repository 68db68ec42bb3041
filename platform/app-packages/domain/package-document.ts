import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

const MOST_BYTES = 256 * 1024;
const MOST_ALIASES = 50;

/** A YAML file that could be read, with the way back from a value to its line. */
export type PackageDocument = {
  readonly value: unknown;
  /** Line of the value at a JSON pointer, or of the nearest section around it. */
  lineOf(pointer: string): number;
};

/** A file that cannot be read at all. */
export type UnreadableDocument = { readonly line: number; readonly reason: string };

/** Reads the YAML of a package's file: at most 256 KiB, one document, no doubled keys, at most 50 aliases. */
export function readPackageDocument(text: string): PackageDocument | UnreadableDocument {
  if (Buffer.byteLength(text) > MOST_BYTES) return { line: 1, reason: `Die Datei ist größer als ${MOST_BYTES / 1024} KiB.` };
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    const [fault] = document.errors;
    if (fault) return { line: lines.linePos(fault.pos[0]).line, reason: faultText(fault.code, fault.message) };
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, lineOf: (pointer) => lineOf(document, lines, pointer) };
  } catch {
    return { line: 1, reason: 'Die Datei ist zu tief verschachtelt oder verwendet Verweise (Aliase), die sich nicht auflösen lassen.' };
  }
}

function faultText(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'Ein Schlüssel steht zweimal im selben Abschnitt. Entfernen Sie einen davon.';
  if (code === 'MULTIPLE_DOCS') return 'Die Datei enthält mehrere YAML-Dokumente; erlaubt ist eines.';
  return `Die Datei ist kein gültiges YAML: ${message}`;
}

function lineOf(document: Document.Parsed, lines: LineCounter, pointer: string): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (item === undefined) break;
      offset = startOf(item) ?? offset;
      node = item;
    } else {
      break;
    }
  }
  return lines.linePos(offset).line;
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
