import type { FimField, FimGroup, FimPart, FimSchema } from './fim-schema.ts';

/** The parts of a package as they are written into its files; what a person has to decide or finish stands in `todo`, German, one line each. */
export type FimPackage = {
  readonly service: Readonly<Record<string, unknown>>;
  readonly fields: readonly Readonly<Record<string, unknown>>[];
  readonly groups: readonly Readonly<Record<string, unknown>>[];
  readonly pages: readonly Readonly<Record<string, unknown>>[];
  readonly texts: Readonly<Record<string, string>>;
  readonly todo: readonly string[];
};

const MOST_FIELDS_OF_PAGE = 60;
const MOST_OPTIONS = 50;
const MOST_ROWS = 200;
const LONG_TEXT = 300;

/**
 * Makes the skeleton of a package out of a schema of FIM: fields, groups (several of them become repeating groups), code lists as options, cardinalities as required or optional. Rules stay text for a
 * person to finish. What our format cannot say is named in `todo` and never dropped in silence.
 */
export function packageOfFim(schema: FimSchema, serviceId: string): FimPackage {
  const made: Made = { ids: new Set(), prefixes: new Set(['angaben', 'declaration']), pageIds: new Set(['check', 'receipt', 'send']), fields: [], groups: [], texts: {}, todo: [] };
  const pages = schema.parts.length === 0 ? [] : pagesOf(made, schema.parts, { prefix: [], title: schema.label, isRequired: true, group: undefined });
  if (made.fields.length === 0) {
    made.todo.push('Die Datei enthält keine Frage, die sich stellen lässt. Als Platzhalter steht eine freie Angabe im Paket.');
    made.fields.push({ id: 'angaben.text', type: 'longText', required: false, maxLength: 2_000 });
    made.texts['field.angaben.text.label'] = 'Ihre Angaben';
    made.texts['page.angaben.title'] = 'Ihre Angaben';
    pages.splice(0, pages.length, { id: 'angaben', fields: ['angaben.text'] });
  }
  const rules = schema.rules.map(({ id, name, text, script, of }) => `Regel ${id} „${oneLine(name)}“ (an ${of}): ${oneLine(text) || 'ohne Beschreibung'}${script === '' ? '' : ' – mit Skript in der FIM-Datei, das nicht übernommen wird'}`);
  return {
    service: { format: 1, id: serviceId, version: '0.1.0' },
    fields: made.fields, groups: made.groups, pages,
    texts: {
      'service.name': oneLine(schema.label), 'service.summary': oneLine(schema.help) || `Antrag: ${oneLine(schema.label)}`, 'service.keywords': oneLine(schema.label), 'page.check.title': 'Angaben prüfen',
      'field.declaration.truth.label': 'Meine Angaben sind vollständig und richtig.', 'case.status.received': 'Eingegangen', ...made.texts,
    },
    todo: [...made.todo, ...rules],
  };
}

type Made = { readonly ids: Set<string>; readonly prefixes: Set<string>; readonly pageIds: Set<string>; readonly fields: Record<string, unknown>[]; readonly groups: Record<string, unknown>[]; readonly texts: Record<string, string>; readonly todo: string[] };
type Place = { readonly prefix: readonly string[]; readonly title: string; readonly isRequired: boolean; readonly group: string | undefined };

/** The pages for the parts of a group: one for its own fields, then those of the groups in it. */
function pagesOf(made: Made, parts: readonly FimPart[], place: Place): Record<string, unknown>[] {
  const own = parts.flatMap((part): string[] => {
    if (part.of.kind !== 'field' || (part.max > 1 && place.group === undefined)) return [];
    if (part.max > 1) made.todo.push(`${part.of.id} „${oneLine(part.of.name)}“ darf mehrfach angegeben werden, steht aber schon in einer Gruppe, die sich wiederholt. Es wird einmal gefragt.`);
    const id = addField(made, part.of, part.min > 0 && place.isRequired, place);
    return id === undefined ? [] : [id];
  });
  const pages: Record<string, unknown>[] = [];
  for (let from = 0; from < own.length; from += MOST_FIELDS_OF_PAGE) {
    const id = unused(made.pageIds, idOf(place.title), '');
    made.texts[`page.${id}.title`] = oneLine(place.title);
    pages.push({ id, fields: own.slice(from, from + MOST_FIELDS_OF_PAGE) });
  }
  for (const part of parts) {
    const repeats = part.max > 1 && place.group === undefined;
    if (part.of.kind === 'field') {
      if (repeats) pages.push(...listPage(made, part, [{ min: 1, max: 1, of: part.of }], place));
      continue;
    }
    if (part.max > 1 && !repeats) made.todo.push(`${part.of.id} „${oneLine(part.of.name)}“ darf mehrfach angegeben werden, steht aber schon in einer Gruppe, die sich wiederholt. Die Angaben werden einmal gefragt.`);
    pages.push(...(repeats ? listPage(made, part, part.of.parts, place) : pagesOf(made, part.of.parts, within(made, place, part.of, part.min > 0))));
  }
  return pages;
}

// No repeating group may have the name of another one: ids of fields begin with it.
function within(made: Made, place: Place, group: FimGroup, isRequired: boolean): Place {
  const prefix = place.group === undefined ? [unused(made.prefixes, idOf(group.name), '')] : [place.group, idOf(group.name)];
  return { ...place, prefix, title: group.label, isRequired: place.isRequired && isRequired };
}

function listPage(made: Made, part: FimPart, parts: readonly FimPart[], place: Place): Record<string, unknown>[] {
  const group = unused(made.prefixes, idOf(part.of.name), '');
  const inner = pagesOf(made, parts, { prefix: [group], title: part.of.label, isRequired: true, group });
  if (inner.length === 0) return [];
  const max = Math.min(part.max, MOST_ROWS);
  if (part.max > MOST_ROWS && Number.isFinite(part.max)) made.todo.push(`${part.of.id} „${oneLine(part.of.name)}“ darf ${part.max}-mal angegeben werden, hier höchstens ${MOST_ROWS}-mal.`);
  made.groups.push({ id: group, min: place.isRequired ? Math.min(part.min, max) : 0, max });
  const list = unused(made.pageIds, `${group}Liste`, '');
  const title = oneLine(part.of.label);
  Object.assign(made.texts, { [`page.${list}.title`]: title, [`group.${group}.title`]: title, [`group.${group}.one`]: `${title.replaceAll("'", '’')} {number}`, [`group.${group}.add`]: 'Weitere Angabe hinzufügen' });
  return [{ id: list, repeat: group, pages: inner }];
}

/** Adds a field; undefined for what is no question. */
function addField(made: Made, field: FimField, isRequired: boolean, place: Place): string | undefined {
  const named = `${field.id} „${oneLine(field.name)}“`;
  if (field.art === 'label') {
    made.todo.push(`${named} ist ein Hinweis und keine Frage: „${oneLine(field.content || field.label)}“. Setzen Sie ihn als Einleitung einer Seite (page.….intro).`);
    return undefined;
  }
  if (field.art === 'hidden' || field.art === 'locked') {
    made.todo.push(`${named} wird nicht gefragt (${field.art}). Rechnen Sie es als Regel aus oder lassen Sie es weg.`);
    return undefined;
  }
  if (field.type === 'file' || field.type === 'obj') {
    made.todo.push(`${named} ist eine Datei. Nehmen Sie sie als Nachweis auf (evidence.yaml) und sagen Sie, wann sie nötig ist.`);
    return undefined;
  }
  const id = unused(made.ids, [...(place.prefix.length > 0 ? place.prefix : ['angaben']), idOf(field.name)].join('.'), '');
  const fim = `${field.id}${field.version === '' ? '' : `V${field.version}`}`;
  const isKnownToFim = /^F\d{8,14}(?:V\d+\.\d+(?:\.\d+)?)?$/u.test(fim);
  if (!isKnownToFim) made.todo.push(`${named}: Die Kennung ist keine aus dem FIM-Baukasten und steht deshalb nicht im Paket.`);
  made.fields.push({ id, ...typeOf(made, field, id, named), ...(isRequired ? {} : { required: false }), ...(isKnownToFim ? { fim } : {}) });
  made.texts[`field.${id}.label`] = oneLine(field.label);
  if (field.help !== '') made.texts[`field.${id}.hint`] = oneLine(field.help);
  if (field.limits.pattern !== undefined) made.todo.push(`${named}: Das Muster ${field.limits.pattern} wird nicht geprüft. Schreiben Sie bei Bedarf eine Prüfung (rules.yaml, checks).`);
  if (field.content !== '') made.todo.push(`${named}: FIM nennt den Inhalt „${oneLine(field.content)}“. Prüfen Sie, ob er vorbelegt werden soll.`);
  return id;
}

function typeOf(made: Made, field: FimField, id: string, named: string): Record<string, unknown> {
  if (field.art === 'select') return choiceOf(made, field, id, named);
  const { minLength, maxLength, minValue, maxValue } = field.limits;
  switch (field.type) {
    case 'date': return { type: 'date' };
    case 'bool': return { type: 'boolean' };
    case 'num_currency': return { type: 'money', ...centsOf('min', minValue), ...centsOf('max', maxValue) };
    case 'num_int': return { type: 'integer', ...wholeOf('min', minValue, Math.ceil), ...wholeOf('max', maxValue, Math.floor) };
    default: {
      if (field.type !== 'text' && field.type !== 'text_latin') made.todo.push(`${named}: Den Typ ${field.type} gibt es hier nicht; gefragt wird ein Text.`);
      if (minLength !== undefined && minLength > 1) made.todo.push(`${named}: Die Mindestlänge ${minLength} wird nicht geprüft.`);
      const most = maxLength === undefined ? undefined : Math.min(Math.max(1, Math.floor(maxLength)), 10_000);
      return { type: most !== undefined && most > LONG_TEXT ? 'longText' : 'text', ...(most === undefined ? {} : { maxLength: most }) };
    }
  }
}

function choiceOf(made: Made, field: FimField, id: string, named: string): Record<string, unknown> {
  const { options } = field;
  if (options.length < 2 || options.length > MOST_OPTIONS) {
    made.todo.push(options.length === 0
      ? `${named}: Die Werte stehen in der Codeliste ${field.codeList ?? '(nicht genannt)'} und nicht in der Datei. Tragen Sie sie als Antworten ein; bis dahin wird ein Text gefragt.`
      : `${named}: ${options.length} Werte lassen sich nicht als Auswahl anbieten (2 bis ${MOST_OPTIONS}). Bis dahin wird ein Text gefragt.`);
    return { type: 'text', maxLength: 200 };
  }
  const taken = new Set<string>();
  const ids = options.map(({ code, name, help }) => {
    const option = unused(taken, /^[a-z][a-zA-Z0-9-]{0,60}$/u.test(code) ? code : `c-${slug(code)}`, '-');
    made.texts[`field.${id}.option.${option}`] = oneLine(name);
    if (help !== '') made.texts[`field.${id}.option.${option}.hint`] = oneLine(help);
    return option;
  });
  const renamed = options.flatMap(({ code }, index) => (ids[index] === code ? [] : [`${ids[index]} = ${code}`]));
  if (renamed.length > 0) made.todo.push(`${named}: Antworten heißen hier anders als in der Codeliste: ${renamed.join(', ')}.`);
  return { type: 'choice', options: ids };
}

const centsOf = (name: string, euros: number | undefined) => (euros === undefined ? {} : { [name]: Math.round(euros * 100) });
const wholeOf = (name: string, value: number | undefined, round: (value: number) => number) => (value === undefined ? {} : { [name]: round(value) });

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** `Natürliche Person (abstrakt)` → `natuerlichePersonAbstrakt`, at most 24 characters. */
function idOf(name: string): string {
  const words = name.replaceAll(/[äöüßÄÖÜ]/gu, (letter) => UMLAUTS[letter] ?? '').normalize('NFKD').replaceAll(/\p{M}/gu, '').split(/[^A-Za-z0-9]+/u).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('').slice(0, 24);
  const id = /^[a-z]/u.test(joined) ? joined : `f${joined}`.slice(0, 24);
  // These endings are kept for the parts of dates.
  return ['day', 'month', 'year'].includes(id) ? `${id}Angabe` : id;
}

function slug(text: string): string {
  return text.replaceAll(/[äöüßÄÖÜ]/gu, (letter) => UMLAUTS[letter] ?? '').toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-').replaceAll(/^-|-$/gu, '').slice(0, 50) || 'wert';
}

function unused(taken: Set<string>, wished: string, joint: string): string {
  let id = wished;
  for (let number = 2; taken.has(id); number += 1) id = `${wished}${joint}${number}`;
  taken.add(id);
  return id;
}

function oneLine(text: string): string {
  // Braces would be placeholders.
  return text.replaceAll(/\s+/gu, ' ').replaceAll('{', '(').replaceAll('}', ')').trim().slice(0, 2_000);
}
