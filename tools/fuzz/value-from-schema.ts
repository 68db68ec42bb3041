/** A source of chance that gives the same values for the same seed (mulberry32). */
export type Chance = { next(): number; below(limit: number): number; pick<Value>(values: readonly Value[]): Value };

/** A new source of chance. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (values) => values[below(values.length)] as (typeof values)[number] };
}

type Schema = {
  readonly type?: string; readonly enum?: readonly unknown[]; readonly const?: unknown; readonly anyOf?: readonly Schema[]; readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly minimum?: number; readonly maximum?: number; readonly minLength?: number; readonly maxLength?: number; readonly minItems?: number;
};

/** Texts that have broken something somewhere. */
const NASTY: readonly string[] = [
  '', ' ', '\u0000', '\ud800', '💥'.repeat(50), "'; drop table x; --", '<script>alert(1)</script>', '../../etc/passwd', '%00', '${7*7}', 'ä'.repeat(300), 'x'.repeat(5000),
  '1e309', '-0', 'NaN', '9999-99-99', '2026-02-30', '00000000-0000-0000-0000-000000000000', 'null', 'true', '\n\r\t', '٠١٢', 'İ', '\u202e', 'A'.repeat(70_000),
];

const NASTY_VALUES: readonly unknown[] = [...NASTY, null, true, 0, -1, 1e308, 2 ** 53, 1.5, [], {}, [[]], { __proto__: null }, [null], { a: { b: { c: {} } } }];

/** What is known for a property of this name; undefined when nothing is. */
export type Known = (name: string) => unknown;

const NOTHING_KNOWN: Known = () => undefined;

/** A value for a schema: mostly fitting, sometimes not, sometimes nasty; without `wild` always one that fits. Properties whose name is known get what is known, where it fits. */
export function valueFromSchema(schema: Schema, from: Chance, wild = 0.15, known = NOTHING_KNOWN): unknown {
  if (from.next() < wild) return from.pick(NASTY_VALUES);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return from.pick(schema.enum);
  if (schema.anyOf) return valueFromSchema(from.pick(schema.anyOf), from, wild, known);
  switch (schema.type) {
    case 'object': return objectFrom(schema, from, wild, known);
    case 'array': return Array.from({ length: Math.max(from.below(4), schema.minItems ?? 0) }, () => valueFromSchema(schema.items ?? {}, from, wild, known));
    case 'integer': return Math.floor((schema.minimum ?? 0) + from.next() * Math.min((schema.maximum ?? 1e6) - (schema.minimum ?? 0), 1e9));
    case 'number': return (schema.minimum ?? 0) + from.next() * 1000;
    case 'boolean': return from.next() < 0.5;
    case 'null': return null;
    default: return textFrom(schema, from);
  }
}

function objectFrom(schema: Schema, from: Chance, wild: number, known: Known): unknown {
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const needed = schema.required?.includes(name) ?? false;
    if (needed ? wild > 0 && from.next() < 0.03 : from.next() < 0.5) continue;
    const value = known(name);
    made[name] = value !== undefined && from.next() > wild && couldBe(property, value) ? value : valueFromSchema(property, from, wild, known);
  }
  for (const property of Object.values(schema.patternProperties ?? {})) made[`k${from.below(100)}`] = valueFromSchema(property, from, wild, known);
  if (wild > 0 && from.next() < 0.03) made['surplus'] = from.pick(NASTY_VALUES);
  return made;
}

function couldBe(schema: Schema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum) return schema.enum.includes(value);
  if (schema.anyOf) return schema.anyOf.some((one) => couldBe(one, value));
  if (schema.type === 'integer') return Number.isInteger(value);
  return schema.type === undefined || schema.type === typeof value || (schema.type === 'array' && Array.isArray(value)) || (schema.type === 'object' && typeof value === 'object');
}

function textFrom(schema: Schema, from: Chance): string {
  if (schema.format === 'uuid') return `01a1ffde-c9d4-7f29-bb50-${String(from.below(1e12)).padStart(12, '0')}`;
  if (schema.format === 'date') return `20${10 + from.below(60)}-0${1 + from.below(9)}-1${from.below(9)}`;
  if (schema.format === 'date-time') return '2026-11-21T10:00:00Z';
  if (schema.format === 'email') return `k${from.below(1000)}@beispiel.test`;
  const length = Math.min((schema.minLength ?? 1) + from.below(12), schema.maxLength ?? 200);
  return Array.from({ length }, () => from.pick([...'abcdefgh ijklmnö-0123'])).join('');
}
