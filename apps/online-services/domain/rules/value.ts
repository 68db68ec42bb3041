import type { Decimal } from './decimal.ts';

/**
 * What an expression can be. `money` is whole cents, `date` a calendar day, choices are `text`. `decimal` is an exact number; outside of the
 * engine it is its canonical text: `1.15`, `-0.5`, `3`, never `1.150`.
 */
export type ValueType = 'boolean' | 'integer' | 'money' | 'decimal' | 'text' | 'date';

/** A known value. Unknown is `undefined` everywhere in the engine and never a value of its own. */
export type Value = boolean | number | string;

/** A known value inside of the engine, where a decimal is no text yet. */
export type Computed = Value | Decimal;
