import { contentHash } from './content-hash.ts';
import type { Field, ListPage, QuestionPage, ServicePackage } from './service-package.ts';
import { compileTexts, type ServiceTexts } from './service-texts.ts';
import { typeOfRules } from './rule-types.ts';
import type { ValueType } from './rules/value.ts';

/** A schema of JSON Schema 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (2020-12) of what a sent application holds: `answers` by field, `rows` by repeating group, `results` by rule. What is always asked is required; what depends on conditions may be there. Amounts
 * are whole cents, days are ISO 8601. Elements that come from FIM name their id. Published under an address of one's own, it is the schema that FIT-Connect wants to be named with a submission.
 */
export function submissionSchema(servicePackage: ServicePackage): JsonSchema {
  const texts = compileTexts(servicePackage)('de');
  const { service, flow } = servicePackage;
  const fields = new Map(servicePackage.fields.map((field) => [field.id, field]));
  const [lists, pages] = [flow.pages.filter((page): page is ListPage => page.repeat !== undefined), flow.pages.filter((page): page is QuestionPage => page.repeat === undefined)];
  const answers = objectOf([...pages, { id: 'check', fields: flow.declaration }], fields, texts);
  const groups = lists.map((list) => {
    const group = flow.groups?.find(({ id }) => id === list.repeat);
    return [list.repeat, {
      type: 'array', title: texts.get(`group.${list.repeat}.title`), maxItems: group?.max ?? 1, ...(list.when === undefined && group && group.min > 0 ? { minItems: group.min } : {}), items: objectOf(list.pages, fields, texts),
    }] as const;
  });
  const isAlways = (list: ListPage) => list.when === undefined && (flow.groups?.find(({ id }) => id === list.repeat)?.min ?? 0) > 0;
  const neededGroups = lists.filter(isAlways).map(({ repeat }) => repeat);
  const { types } = typeOfRules(servicePackage);
  const results = servicePackage.rules.results.map((name) => [name, { ...jsonTypeOf(types.get(name)), title: texts.get(`result.${name}.label`) }] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:allmende:service:${service.id}:${service.version}:${contentHash(servicePackage).slice(0, 16)}`,
    title: texts.get('service.name'), description: texts.get('service.summary'),
    ...(service.leistungsschluessel === null ? {} : { $comment: `urn:de:fim:leika:leistung:${service.leistungsschluessel}` }),
    type: 'object', additionalProperties: false, required: ['answers', ...(neededGroups.length > 0 ? ['rows'] : [])],
    properties: {
      answers,
      ...(groups.length > 0 ? { rows: { type: 'object', additionalProperties: false, ...(neededGroups.length > 0 ? { required: neededGroups } : {}), properties: Object.fromEntries(groups) } } : {}),
      results: { type: 'object', additionalProperties: false, properties: Object.fromEntries(results) },
    },
  };
}

function objectOf(pages: readonly QuestionPage[], fields: ReadonlyMap<string, Field>, texts: ServiceTexts): JsonSchema {
  const asked = pages.flatMap((page) => page.fields.flatMap((id) => {
    const field = fields.get(id);
    return field ? [{ field, isAlways: page.when === undefined && field.when === undefined && field.requiredWhen === undefined && field.required !== false }] : [];
  }));
  const required = asked.filter(({ isAlways }) => isAlways).map(({ field }) => field.id);
  return {
    type: 'object', additionalProperties: false, ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(asked.map(({ field }) => [field.id, {
      title: texts.get(`field.${field.id}.label`), ...typeOf(field, texts), ...(field.fim === undefined ? {} : { $comment: `urn:de:fim:datenfeld:${field.fim}` }),
    }])),
  };
}

function typeOf(field: Field, texts: ServiceTexts): JsonSchema {
  const range = { minimum: field.min ?? 0, ...(field.max === undefined ? {} : { maximum: field.max }) };
  switch (field.type) {
    case 'boolean': return { type: 'boolean' };
    case 'confirmation': return { const: true };
    case 'date': return { type: 'string', format: 'date' };
    case 'money': return { type: 'integer', description: 'Cent', ...range };
    case 'integer': return { type: 'integer', ...range };
    case 'choice': return { type: 'string', oneOf: (field.options ?? []).map((option) => ({ const: option, title: texts.get(`field.${field.id}.option.${option}`) })) };
    case 'email': return { type: 'string', format: 'email' };
    default: return { type: 'string', minLength: 1, ...(field.digits === undefined ? { maxLength: field.maxLength ?? (field.type === 'longText' ? 2_000 : 200) } : { pattern: `^\\d{${field.digits}}$` }) };
  }
}

function jsonTypeOf(type: ValueType | undefined): JsonSchema {
  switch (type) {
    case 'boolean': return { type: 'boolean' };
    case 'integer': return { type: 'integer' };
    case 'money': return { type: 'integer', description: 'Cent' };
    case 'date': return { type: 'string', format: 'date' };
    case 'decimal': return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
    case 'text': return { type: 'string' };
    default: return {};
  }
}
