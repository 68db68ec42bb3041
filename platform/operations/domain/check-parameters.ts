import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ParameterChoice, ParameterField, Parameters, ParameterSchema } from './parameter-schema.ts';

type Stated = Parameters[string];

/** What an app without a schema of its own states in an order. */
export const NOTHING_TO_STATE: ParameterSchema = { type: 'object', properties: {}, additionalProperties: false };

/** The parameters, when an order or the configuration of the app may state them; otherwise throws InvalidInput with a problem for each field, its pointer being `/parameters/<name>`. */
export function checkParameters(schema: ParameterSchema, parameters: Parameters): Parameters {
  const problems: FieldProblem[] = Object.keys(parameters).filter((name) => !Object.hasOwn(schema.properties, name)).map((name) => problem(name, 'unknown', `Zu diesem Angebot gibt es die Angabe „${name}“ nicht.`));
  for (const [name, field] of Object.entries(schema.properties)) {
    const stated = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (stated === undefined) {
      if (schema.required?.includes(name) === true) problems.push(problem(name, 'required', `Bitte machen Sie eine Angabe zu „${field.title}“.`));
      continue;
    }
    const message = messageFor(field, stated);
    if (message !== undefined) problems.push(problem(name, 'invalid', message));
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return parameters;
}

/** What of earlier parameters can still be ordered: choices that are gone fall away, and so do fields that no longer fit. */
export function stillOffered(schema: ParameterSchema, parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, stated]): [string, Stated][] => {
    const field = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (field === undefined) return [];
    const left = field.type === 'array' && typeof stated === 'object' ? stated.filter((one) => isOffered(field.items.oneOf, one)) : stated;
    return (typeof left === 'object' && left.length === 0) || messageFor(field, left) !== undefined ? [] : [[name, left]];
  }));
}

/** Parameters as people read them, by the titles of the schema: `Leistungen: Hundesteuer anmelden`. Empty when there are none. */
export function describeParameters(schema: ParameterSchema, parameters: Parameters): string {
  return Object.entries(schema.properties).flatMap(([name, field]) => {
    const stated = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return stated === undefined || (typeof stated === 'object' && stated.length === 0) ? [] : [`${field.title}: ${valueText(field, stated)}`];
  }).join('; ');
}

function messageFor(field: ParameterField, stated: Stated): string | undefined {
  if (field.type === 'array') return arrayMessage(field, stated);
  if (field.type === 'boolean') return typeof stated === 'boolean' ? undefined : 'Bitte antworten Sie mit Ja oder Nein.';
  if (field.type === 'string') {
    if (typeof stated !== 'string') return 'Bitte geben Sie einen Text ein.';
    if ('oneOf' in field) return isOffered(field.oneOf, stated) ? undefined : notOffered(field.oneOf, [stated]);
    return stated.length > field.maxLength ? `Bitte geben Sie höchstens ${field.maxLength} Zeichen ein.` : undefined;
  }
  if (typeof stated !== 'number' || !Number.isFinite(stated)) return 'Bitte geben Sie eine Zahl ein.';
  if (field.type === 'integer' && !Number.isSafeInteger(stated)) return 'Bitte geben Sie eine ganze Zahl ein.';
  if (field.minimum !== undefined && stated < field.minimum) return `Bitte geben Sie mindestens ${field.minimum} ein.`;
  return field.maximum !== undefined && stated > field.maximum ? `Bitte geben Sie höchstens ${field.maximum} ein.` : undefined;
}

function arrayMessage(field: Extract<ParameterField, { type: 'array' }>, stated: Stated): string | undefined {
  if (typeof stated !== 'object') return `Bitte nennen Sie „${field.title}“ als Liste.`;
  const unknown = stated.filter((one) => !isOffered(field.items.oneOf, one));
  if (unknown.length > 0) return notOffered(field.items.oneOf, unknown);
  if (new Set(stated).size < stated.length) return 'Bitte nennen Sie jede Auswahl nur einmal.';
  return field.minItems !== undefined && stated.length < field.minItems ? `Bitte wählen Sie mindestens ${field.minItems} aus.` : undefined;
}

function notOffered(choices: readonly ParameterChoice[], stated: readonly string[]): string {
  const some = choices.slice(0, 10).map((one) => `${one.title} (${one.const})`);
  const all = some.length < choices.length ? `${some.join(', ')} und ${choices.length - some.length} weitere` : some.join(', ');
  return `${stated.map((one) => `„${one}“`).join(', ')} ${stated.length === 1 ? 'steht' : 'stehen'} nicht zur Wahl. ${all === '' ? 'Zurzeit gibt es nichts zu wählen.' : `Zur Wahl: ${all}.`}`;
}

function valueText(field: ParameterField, stated: Stated): string {
  const choices = field.type === 'array' ? field.items.oneOf : 'oneOf' in field ? field.oneOf : [];
  const title = (value: string) => choices.find((one) => one.const === value)?.title ?? value;
  if (typeof stated === 'object') return stated.map(title).join(', ');
  return typeof stated === 'boolean' ? (stated ? 'ja' : 'nein') : title(String(stated));
}

function isOffered(choices: readonly ParameterChoice[], value: string): boolean {
  return choices.some((one) => one.const === value);
}

function problem(name: string, code: string, message: string): FieldProblem {
  return { pointer: `/parameters/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code, message };
}
