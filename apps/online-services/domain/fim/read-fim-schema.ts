import type { FimField, FimGroup, FimOption, FimPart, FimRule, FimSchema } from './fim-schema.ts';
import { readXml, type XmlElement, type XmlProblem } from './read-xml.ts';

const NAMESPACES: Readonly<Record<string, FimSchema['standard']>> = { 'urn:xoev-de:fim:standard:xdatenfelder_2': 'xdf2', 'urn:xoev-de:fim:standard:xdatenfelder_3.0.0': 'xdf3' };
const MESSAGES: Readonly<Record<string, 'stammdatenschema' | 'datenfeldgruppe' | 'datenfeld'>> = {
  'xdatenfelder.stammdatenschema.0102': 'stammdatenschema', 'xdatenfelder.datenfeldgruppe.0103': 'datenfeldgruppe', 'xdatenfelder.datenfeld.0104': 'datenfeld',
};
const ARTS = ['input', 'select', 'label', 'hidden', 'locked'] as const;
const TYPES = ['text', 'text_latin', 'date', 'time', 'datetime', 'bool', 'num', 'num_int', 'num_currency', 'file', 'obj'] as const;
const MAX_TEXT = 20_000;

// What may stand in each kind of element; `*` marks what may stand there several times.
const COMMON = {
  xdf2: ['identifikation', 'name', 'bezeichnungEingabe', 'bezeichnungAusgabe', 'beschreibung', 'definition', 'bezug', 'status', 'gueltigAb', 'gueltigBis', 'fachlicherErsteller', 'versionshinweis', 'freigabedatum', 'veroeffentlichungsdatum'],
  xdf3: [
    'identifikation', 'name', 'bezeichnungEingabe', 'bezeichnungAusgabe', 'beschreibung', 'definition', 'bezug*', 'freigabestatus', 'statusGesetztAm', 'statusGesetztDurch', 'gueltigAb', 'gueltigBis', 'versionshinweis',
    'veroeffentlichungsdatum', 'letzteAenderung', 'stichwort*', 'relation*',
  ],
} as const;
const OF_KIND = {
  stammdatenschema: ['hilfetext', 'ableitungsmodifikationenStruktur', 'ableitungsmodifikationenRepraesentation', 'dokumentsteckbrief', 'regel*', 'struktur*'],
  datenfeldgruppe: ['schemaelementart', 'hilfetextEingabe', 'hilfetextAusgabe', 'art', 'regel*', 'struktur*'],
  datenfeld: [
    'schemaelementart', 'hilfetextEingabe', 'hilfetextAusgabe', 'feldart', 'datentyp', 'praezisierung', 'inhalt*', 'vorbefuellung', 'werte', 'codelisteReferenz', 'codeKey', 'nameKey', 'helpKey', 'maxSize', 'mediaType*', 'regel*',
  ],
  regel: ['script', 'skript', 'freitextRegel', 'fachlicherErsteller', 'letzteAenderung', 'typ', 'param*', 'ziel*', 'fehler*'],
} as const;

class Refused extends Error {
  readonly line: number;

  constructor(element: Pick<XmlElement, 'line'>, message: string) {
    super(message);
    this.line = element.line;
  }
}

/** Reads a file of XDatenfelder 2 or 3. The first problem comes back with its line (from 1) and the reason; nothing of a wrong file is used. */
export function readFimSchema(bytes: Uint8Array): { readonly schema: FimSchema } | { readonly problem: XmlProblem } {
  const read = readXml(bytes);
  if ('problem' in read) return read;
  try {
    return { schema: schemaOf(read.root) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problem: { line: error.line, message: error.message } };
  }
}

function schemaOf(root: XmlElement): FimSchema {
  const standard = NAMESPACES[root.namespace];
  if (!standard) throw new Refused(root, `the namespace ${root.namespace === '' ? '(none)' : root.namespace} is not XDatenfelder 2 or 3`);
  const kind = MESSAGES[root.name];
  if (!kind) throw new Refused(root, `the message ${root.name} is none of ${Object.keys(MESSAGES).join(', ')}`);
  const found = inside(root, ['header', kind], standard);
  one(root, found, 'header');
  const element = one(root, found, kind);
  const rules: FimRule[] = [];
  if (kind === 'datenfeld') {
    const field = fieldOf(element, standard, rules);
    return { standard, id: field.id, version: field.version, name: field.name, label: field.label, help: field.help, parts: [{ min: 1, max: 1, of: field }], rules };
  }
  if (kind === 'datenfeldgruppe') {
    const group = groupOf(element, standard, rules);
    return { standard, id: group.id, version: group.version, name: group.name, label: group.label, help: group.help, parts: [{ min: 1, max: 1, of: group }], rules };
  }
  const parts = inside(element, [...COMMON[standard], ...OF_KIND.stammdatenschema], standard);
  const head = headOf(element, parts, standard);
  rules.push(...rulesOf(parts, head.id, standard));
  return { standard, ...head, help: textOf(parts, 'hilfetext'), parts: structureOf(parts, standard, rules), rules };
}

type Found = ReadonlyMap<string, readonly XmlElement[]>;

/** The children by name. Refuses what has no place here and what stands there twice. */
function inside(element: XmlElement, allowed: readonly string[], standard: FimSchema['standard']): Found {
  const found = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    if (child.namespace !== '' && NAMESPACES[child.namespace] !== standard) throw new Refused(child, `${child.name} belongs to another namespace: ${child.namespace}`);
    const several = allowed.includes(`${child.name}*`);
    if (!several && !allowed.includes(child.name)) throw new Refused(child, `${child.name} has no place in ${element.name}`);
    const known = found.get(child.name);
    if (known && !several) throw new Refused(child, `${child.name} stands twice in ${element.name}`);
    if (known) known.push(child);
    else found.set(child.name, [child]);
  }
  if (element.children.length > 0 && element.text !== '') throw new Refused(element, `${element.name} has text between its elements`);
  return found;
}

function one(element: XmlElement, found: Found, name: string): XmlElement {
  const [child] = found.get(name) ?? [];
  if (!child) throw new Refused(element, `${name} is missing in ${element.name}`);
  return child;
}

function textOf(found: Found, name: string): string {
  const element = found.get(name)?.find(({ text }) => text !== '');
  if (!element) return '';
  if (element.children.length > 0) throw new Refused(element, `${name} must be text`);
  if (element.text.length > MAX_TEXT) throw new Refused(element, `${name} is longer than ${MAX_TEXT} characters`);
  return element.text.replaceAll(/[^\S\n]+/gu, ' ').replaceAll(/ ?\n ?/gu, '\n');
}

/** The code in an element of a code list: `<feldart><code>input</code></feldart>`. */
function codeOf<Code extends string>(element: XmlElement, codes: readonly Code[]): Code {
  const codeElement = element.children.find(({ name }) => name === 'code');
  const code = codes.find((each) => each === codeElement?.text);
  if (code === undefined) throw new Refused(codeElement ?? element, `${element.name} is "${codeElement?.text ?? ''}", which is none of ${codes.join(', ')}`);
  return code;
}

function headOf(element: XmlElement, found: Found, standard: FimSchema['standard']): { id: string; version: string; name: string; label: string } {
  const identification = one(element, found, 'identifikation');
  const parts = inside(identification, ['id', 'version'], standard);
  const idElement = one(identification, parts, 'id');
  const id = textOf(parts, 'id');
  if (!/^[A-Z]\d{1,14}$/u.test(id)) throw new Refused(idElement, id === '' ? 'the id is empty' : `the id ${id} is none of FIM`);
  const version = textOf(parts, 'version');
  if (version !== '' && !/^\d{1,4}(?:\.\d{1,4}){1,2}$/u.test(version)) throw new Refused(one(identification, parts, 'version'), `the version ${version} is none`);
  one(element, found, 'name');
  const [status] = found.get('freigabestatus') ?? [];
  if (status) codeOf(status, ['1', '2', '3', '4', '5', '6', '7', '8']);
  const name = textOf(found, 'name');
  return { id, version, name: name === '' ? id : name, label: textOf(found, 'bezeichnungEingabe') || name || id };
}

function structureOf(found: Found, standard: FimSchema['standard'], rules: FimRule[]): FimPart[] {
  return (found.get('struktur') ?? []).map((element) => {
    const parts = inside(element, ['anzahl', 'bezug*', 'enthaelt'], standard);
    const [min, max] = rangeOf(one(element, parts, 'anzahl'));
    const held = one(element, parts, 'enthaelt');
    inside(held, ['datenfeld', 'datenfeldgruppe'], standard);
    const [child, second] = held.children;
    if (!child || second) throw new Refused(second ?? held, 'enthaelt holds exactly one field or group');
    return { min, max, of: child.name === 'datenfeld' ? fieldOf(child, standard, rules) : groupOf(child, standard, rules) };
  });
}

function rangeOf(element: XmlElement): [number, number] {
  const [, least, most] = /^(\d{1,4}):(\d{1,4}|\*)$/u.exec(element.text) ?? [];
  const [min, max] = [Number(least), most === '*' ? Number.POSITIVE_INFINITY : Number(most)];
  if (least === undefined || most === undefined || max < min || max === 0) throw new Refused(element, `anzahl is "${element.text}", expected something like 1:1 or 0:*`);
  return [min, max];
}

function groupOf(element: XmlElement, standard: FimSchema['standard'], rules: FimRule[]): FimGroup {
  const found = inside(element, [...COMMON[standard], ...OF_KIND.datenfeldgruppe], standard);
  const head = headOf(element, found, standard);
  rules.push(...rulesOf(found, head.id, standard));
  return { kind: 'group', ...head, help: textOf(found, 'hilfetextEingabe'), parts: structureOf(found, standard, rules) };
}

function fieldOf(element: XmlElement, standard: FimSchema['standard'], rules: FimRule[]): FimField {
  const found = inside(element, [...COMMON[standard], ...OF_KIND.datenfeld], standard);
  const head = headOf(element, found, standard);
  rules.push(...rulesOf(found, head.id, standard));
  return {
    kind: 'field', ...head, help: textOf(found, 'hilfetextEingabe'), content: textOf(found, 'inhalt'),
    art: codeOf(one(element, found, 'feldart'), ARTS), type: codeOf(one(element, found, 'datentyp'), TYPES), limits: limitsOf(found, standard),
    options: optionsOf(found, standard), codeList: codeListOf(found),
  };
}

function limitsOf(found: Found, standard: FimSchema['standard']): FimField['limits'] {
  const [element] = found.get('praezisierung') ?? [];
  if (!element) return {};
  let given: Readonly<Record<string, unknown>> = element.attributes;
  if (standard === 'xdf2' && element.text !== '') {
    try {
      const parsed: unknown = JSON.parse(element.text);
      given = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
    } catch {
      throw new Refused(element, 'praezisierung is no JSON text');
    }
  }
  const numberOf = (name: string): number | undefined => {
    const text = String(given[name] ?? '').replace(',', '.');
    if (text === '') return undefined;
    if (!/^-?\d{1,15}(?:\.\d{1,10})?$/u.test(text)) throw new Refused(element, `${name} is "${text}" and no number`);
    return Number(text);
  };
  const limits = { minLength: numberOf('minLength'), maxLength: numberOf('maxLength'), minValue: numberOf('minValue'), maxValue: numberOf('maxValue'), pattern: typeof given['pattern'] === 'string' && given['pattern'] !== '' ? given['pattern'] : undefined };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)) as FimField['limits'];
}

function optionsOf(found: Found, standard: FimSchema['standard']): FimOption[] {
  const [element] = found.get('werte') ?? [];
  if (!element) return [];
  return (inside(element, ['wert*'], standard).get('wert') ?? []).map((value) => {
    const parts = inside(value, ['code', 'name', 'hilfe'], standard);
    one(value, parts, 'code');
    const code = textOf(parts, 'code');
    if (code === '') throw new Refused(value, 'a value has an empty code');
    return { code, name: textOf(parts, 'name') || code, help: textOf(parts, 'hilfe') };
  });
}

function codeListOf(found: Found): string | undefined {
  const [element] = found.get('codelisteReferenz') ?? [];
  if (!element) return undefined;
  const texts = (of: XmlElement): string[] => (of.children.length === 0 ? [of.text] : of.children.flatMap(texts));
  const named = texts(element).filter((text) => text !== '');
  return named.find((text) => text.startsWith('urn:')) ?? named[0] ?? 'ohne Namen';
}

function rulesOf(found: Found, of: string, standard: FimSchema['standard']): FimRule[] {
  return (found.get('regel') ?? []).map((element) => {
    const parts = inside(element, [...COMMON.xdf2, ...COMMON.xdf3, ...OF_KIND.regel], standard);
    const { id, name } = headOf(element, parts, standard);
    const text = textOf(parts, 'freitextRegel') || textOf(parts, 'definition') || textOf(parts, 'beschreibung');
    return { id, name, text, script: textOf(parts, 'script') || textOf(parts, 'skript'), of };
  });
}
