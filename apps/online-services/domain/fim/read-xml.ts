import { SaxesParser } from 'saxes';

/** An element with its namespace, its line (from 1) and what stands in it. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, without white space around it. */
  readonly text: string;
};

/** Why a file cannot be read. Lines count from 1. */
export type XmlProblem = { readonly line: number; readonly message: string };

/** Large enough for the largest schemas of FIM, small enough to be read at once. */
const MAX_CHARACTERS = 20_000_000;
const MAX_DEPTH = 100;
const MAX_ELEMENTS = 300_000;

/**
 * Reads a file as XML, strictly and without trusting it: no document type (and so no entities of its own), no processing instructions, bounds for size, depth and number of elements. The first problem
 * ends the reading.
 */
export function readXml(bytes: Uint8Array): { readonly root: XmlElement } | { readonly problem: XmlProblem } {
  if (bytes.length > MAX_CHARACTERS) return { problem: { line: 0, message: `the file is larger than ${MAX_CHARACTERS / 1_000_000} MB` } };
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: { line: 0, message: 'the file is not encoded in UTF-8' } };
  }
  return readText(text);
}

type Open = { readonly name: string; readonly namespace: string; readonly line: number; readonly attributes: Record<string, string>; readonly children: XmlElement[]; text: string };

class Refused extends Error {}

function readText(text: string): { readonly root: XmlElement } | { readonly problem: XmlProblem } {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  let startLine = 1;
  const refuse = (message: string): never => {
    throw new Refused(message);
  };
  parser.on('error', ({ message }) => refuse(message.replace(/^\d+:\d+: /u, '')));
  parser.on('doctype', () => refuse('a document type is not allowed: it could bring entities of its own'));
  parser.on('processinginstruction', () => refuse('a processing instruction is not allowed'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') refuse(`the encoding ${encoding} is not allowed, only UTF-8`);
  });
  parser.on('opentagstart', () => (startLine = parser.line));
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > MAX_ELEMENTS) refuse(`there are more than ${MAX_ELEMENTS} elements`);
    if (open.length >= MAX_DEPTH) refuse(`elements are nested deeper than ${MAX_DEPTH} levels`);
    const attributes = Object.fromEntries(Object.values(tag.attributes).filter(({ prefix }) => prefix === '').map(({ local, value }) => [local, value]));
    open.push({ name: tag.local, namespace: tag.uri, line: startLine, attributes, children: [], text: '' });
  });
  const addText = (part: string) => {
    const last = open.at(-1);
    if (last) last.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (!closed) return;
    const element = { ...closed, text: closed.text.trim() };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problem: { line: parser.line, message: error.message } };
  }
  return root ? { root } : { problem: { line: 1, message: 'there is no element' } };
}
