import { ScimRefused } from './scim-error.ts';
import { readScimFilter } from './scim-filter.ts';

type Json = Readonly<Record<string, unknown>>;
type Path = { readonly attribute: string; readonly filter?: string | undefined; readonly sub?: string | undefined };

/** The attributes that may be changed, as the standard writes them; names are compared without regard to case. */
export type Changeable = readonly string[];

const PREFIX = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/iu;
const MOST_OPERATIONS = 1000;

/**
 * A resource with the operations of a PATCH carried out in their order. Throws ScimRefused for what cannot be read (invalidSyntax, invalidPath), for attributes that nobody may change (mutability), and when
 * a path names a value that is not there (noTarget). Source: RFC 7644 § 3.5.2.
 */
export function applyScimPatch(resource: Json, body: unknown, changeable: Changeable): Json {
  const operations = (body as { Operations?: unknown } | undefined)?.Operations;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS) throw new ScimRefused('invalid', 'Operations must be a list of 1 to 1000 operations.', { scimType: 'invalidSyntax', status: 400 });
  return operations.reduce<Json>((now, operation) => applyOne(now, operation as Json, changeable), resource);
}

function applyOne(resource: Json, operation: Json | null, changeable: Changeable): Json {
  const op = typeof operation?.['op'] === 'string' ? operation['op'].toLowerCase() : '';
  if (operation === null || !['add', 'replace', 'remove'].includes(op)) throw new ScimRefused('invalid', 'op must be add, replace or remove.', { scimType: 'invalidSyntax', status: 400 });
  const { path, value } = operation;
  if (path === undefined || path === '') {
    if (op === 'remove') throw new ScimRefused('invalid', 'A removal needs a path.', { scimType: 'noTarget', status: 400 });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ScimRefused('invalid', 'Without a path the value must be an object.', { scimType: 'invalidSyntax', status: 400 });
    return Object.entries(value).filter(([name]) => name !== 'schemas' && name !== 'id').reduce((now, [name, one]) => change(now, op, readPath(name, changeable), one), resource);
  }
  if (typeof path !== 'string') throw new ScimRefused('invalid', 'path must be a text.', { scimType: 'invalidPath', status: 400 });
  return change(resource, op, readPath(path, changeable), value);
}

function readPath(text: string, changeable: Changeable): Path {
  const [, name, filter, sub] = /^([a-z$][\w$-]{0,60})(?:\[([^\]]{1,500})\])?(?:\.([a-z$][\w$-]{0,60}))?$/iu.exec(text.replace(PREFIX, '').trim()) ?? [];
  if (name === undefined) throw new ScimRefused('invalid', `The path ${text.slice(0, 100)} cannot be read.`, { scimType: 'invalidPath', status: 400 });
  const attribute = changeable.find((one) => one.toLowerCase() === name.toLowerCase());
  if (attribute === undefined) {
    if (['id', 'meta', 'schemas', 'groups'].includes(name.toLowerCase())) throw new ScimRefused('invalid', `${name} cannot be changed.`, { scimType: 'mutability', status: 400 });
    // Attributes that are not kept are let through, so that directories that send more than we know do not fail.
    return { attribute: '', filter, sub };
  }
  return { attribute, filter, sub };
}

function change(resource: Json, op: string, path: Path, value: unknown): Json {
  const { attribute, filter, sub } = path;
  if (attribute === '') return resource;
  const before = resource[attribute];
  if (filter !== undefined) return { ...resource, [attribute]: changeMatching(Array.isArray(before) ? before as Json[] : [], op, { filter, sub, value }) };
  if (sub !== undefined) {
    const inner = typeof before === 'object' && before !== null && !Array.isArray(before) ? before as Json : {};
    return { ...resource, [attribute]: op === 'remove' ? without(inner, sub) : { ...inner, [sub]: value } };
  }
  if (op === 'remove') return value === undefined ? without(resource, attribute) : { ...resource, [attribute]: (Array.isArray(before) ? before as unknown[] : []).filter((one) => ![value].flat().some((gone) => keyOf(gone) === keyOf(one))) };
  if (op === 'add' && (Array.isArray(before) || Array.isArray(value))) return { ...resource, [attribute]: joined(Array.isArray(before) ? before as unknown[] : [], [value].flat()) };
  if (typeof before === 'object' && before !== null && !Array.isArray(before) && typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...resource, [attribute]: { ...before, ...value } };
  return { ...resource, [attribute]: value };
}

function changeMatching(list: readonly Json[], op: string, asked: { readonly filter: string; readonly sub: string | undefined; readonly value: unknown }): Json[] {
  const filter = readScimFilter(asked.filter);
  const matches = (one: Json) => Object.entries(one).some(([name, value]) => name.toLowerCase() === filter.attribute && (typeof value === 'string' && typeof filter.value === 'string' ? value.toLowerCase() === filter.value.toLowerCase() : value === filter.value));
  if (op === 'remove') return list.flatMap((one) => (!matches(one) ? [one] : asked.sub === undefined ? [] : [without(one, asked.sub)]));
  const { sub, value } = asked;
  const changed = (one: Json): Json => (sub === undefined ? { ...one, ...(value as Json) } : { ...one, [sub]: value });
  if (list.some(matches)) return list.map((one) => (matches(one) ? changed(one) : one));
  if (op === 'replace') throw new ScimRefused('invalid', `Nothing matches ${asked.filter.slice(0, 100)}.`, { scimType: 'noTarget', status: 400 });
  return [...list, changed({ [filter.attribute]: filter.value })];
}

function joined(before: readonly unknown[], added: readonly unknown[]): unknown[] {
  const known = new Set(before.map(keyOf));
  return [...before, ...added.filter((one) => !known.has(keyOf(one)) && known.add(keyOf(one)))];
}

function keyOf(one: unknown): string {
  return typeof one === 'object' && one !== null && 'value' in one ? JSON.stringify(one.value) : JSON.stringify(one);
}

function without(object: Json, name: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key.toLowerCase() !== name.toLowerCase()));
}
