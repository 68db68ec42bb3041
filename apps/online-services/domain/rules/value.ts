/** What an expression can be. `money` is whole cents, `date` a calendar day, choices are `text`. */
export type ValueType = 'boolean' | 'integer' | 'money' | 'text' | 'date';

/** A known value. Unknown is `undefined` everywhere in the engine and never a value of its own. */
export type Value = boolean | number | string;
