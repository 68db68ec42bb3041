/** One possible answer; `const` is what is kept, `title` what people read. */
export type ParameterChoice = { readonly const: string; readonly title: string; readonly description?: string };

/** One thing that an order of an app states: a field of the order form. */
export type ParameterField = { readonly title: string; readonly description?: string } & (
  /** Any number out of a list. */
  | { readonly type: 'array'; readonly items: { readonly oneOf: readonly ParameterChoice[] }; readonly uniqueItems: true; readonly minItems?: number }
  /** One out of a list. */
  | { readonly type: 'string'; readonly oneOf: readonly ParameterChoice[] }
  | { readonly type: 'string'; readonly maxLength: number }
  | { readonly type: 'integer' | 'number'; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: 'boolean' }
);

/**
 * What an order of an app states: JSON Schema (2020-12), as far as a form can show it, with titles in the language that was asked for. The order page is made of it, and an order that does
 * not fit is refused. Every name is a plain word such as `services`.
 */
export type ParameterSchema = { readonly type: 'object'; readonly properties: Readonly<Record<string, ParameterField>>; readonly required?: readonly string[]; readonly additionalProperties: false };

/** What was chosen of it, such as `services: ['hundesteuer-anmelden']`. */
export type Parameters = Readonly<Record<string, string | number | boolean | readonly string[]>>;
