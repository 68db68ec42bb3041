import type { ParameterSchema } from '@allmende/operations';

type Json = { readonly [key: string]: unknown };

/** What an order states as JSON Schema of draft 4, which every marketplace must understand: `const` is younger and becomes an `enum` of one. */
export function draftFour(schema: ParameterSchema): Json {
  return { $schema: 'http://json-schema.org/draft-04/schema#', ...(older(schema) as Json) };
}

function older(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(older);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => (key === 'const' && typeof one !== 'object' ? ['enum', [one]] : [key, older(one)])));
}
