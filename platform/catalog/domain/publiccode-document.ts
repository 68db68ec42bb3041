import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { Problem } from './problem.ts';

/** The largest file that is read, in bytes. Real files stay below 100 kB. */
export const maxPubliccodeBytes = 1024 * 1024;

const maxAliases = 100;
const maxDepth = 60;

/** A path into the document: keys of mappings and positions of lists. */
export type DocumentPath = readonly (string | number)[];

/** A file whose YAML could be read, with the way back from a value to its line. */
export type PubliccodeDocument = {
  /** The content as plain data; `null` for an empty file. */
  value: unknown;
  /** Faults of the text itself that did not prevent reading: encoding, doubled keys. */
  problems: readonly Problem[];
  /** Line of the value at `path`, or of the nearest section around it that exists. */
  lineOf(path: DocumentPath): number;
};

/** A file that cannot be read at all. */
export type Unparsable = { line: number; reason: string };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

/**
 * Reads the YAML of a publiccode.yml file. Refuses what is larger than {@link maxPubliccodeBytes}, nested deeper than 60 levels,
 * holds more than 100 aliases or one that leads in a circle, or is no YAML 1.2.
 */
export function readPubliccodeDocument(content: string | Uint8Array): PubliccodeDocument | Unparsable {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > maxPubliccodeBytes) return { line: 1, reason: `Die Datei ist größer als ${maxPubliccodeBytes / 1024} KiB.` };
  const problems: Problem[] = [];
  const text = typeof content === 'string' ? content : decode(content, problems);
  const tooDeep = lineNestedTooDeep(text);
  if (tooDeep !== undefined) return { line: tooDeep, reason: 'Die Datei ist zu tief verschachtelt.' };

  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  for (const fault of document.errors) {
    const line = lines.linePos(fault.pos[0]).line;
    if (fault.code === 'MULTIPLE_DOCS') return { line, reason: 'Die Datei enthält mehrere YAML-Dokumente; erlaubt ist eines.' };
    if (fault.code !== 'DUPLICATE_KEY') return { line, reason: `Die Datei ist kein gültiges YAML (${fault.code}): ${fault.message}` };
    problems.push({ severity: 'error', line, pointer: '', code: 'duplicate-key', message: 'Ein Schlüssel steht zweimal im selben Abschnitt. Entfernen Sie einen davon.' });
  }
  const refused = refuseDangerous(document, lines);
  if (refused) return refused;
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { value, problems, lineOf: (path) => lineOf(document, lines, path) };
  } catch {
    return { line: 1, reason: 'Die Datei verwendet Verweise (Aliase), die sich nicht auflösen lassen oder zu viel Inhalt erzeugen.' };
  }
}

function decode(bytes: Uint8Array, problems: Problem[]): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    problems.push({ severity: 'error', line: 1, pointer: '', code: 'encoding', message: 'Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie in UTF-8.' });
    return western.decode(bytes);
  }
}

/** A cheap look before parsing, because the parser recurses: brackets and dashes in a row, and indentation. */
function lineNestedTooDeep(text: string): number | undefined {
  let open = 0;
  let line = 1;
  let dashes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line++;
      dashes = 0;
    } else if (code === 91 || code === 123) {
      if (++open > 2000) return line;
    } else if (code === 93 || code === 125) {
      if (open > 0) open--;
    } else if (code === 45 && text.charCodeAt(at + 1) === 32) {
      if (++dashes > 500) return line;
    }
  }
  return undefined;
}

function refuseDangerous(document: Document.Parsed, lines: LineCounter): Unparsable | undefined {
  let aliases = 0;
  let refused: Unparsable | undefined;
  const refuse = (node: { range?: readonly number[] | null | undefined }, reason: string): symbol => {
    refused = { line: lines.linePos(node.range?.[0] ?? 0).line, reason };
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_, node, parents) => {
      if (++aliases > maxAliases) return refuse(node, `Die Datei enthält mehr als ${maxAliases} Verweise (Aliase).`);
      return parents.some((parent) => isNode(parent) && 'anchor' in parent && parent.anchor === node.source) ? refuse(node, 'Ein Verweis (Alias) führt im Kreis auf den Abschnitt, in dem er steht.') : undefined;
    },
    Collection: (_, node, parents) => (parents.length > maxDepth * 2 ? refuse(node, 'Die Datei ist zu tief verschachtelt.') : undefined),
  });
  return refused;
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: DocumentPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
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
