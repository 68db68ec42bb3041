import type { Environment, Row } from './environment.ts';
import type { Computed } from './value.ts';

/** A compiled expression inside of the engine: a known value, or `undefined` for unknown. Never throws. */
export type Compute = (environment: Environment, row: Row | undefined) => Computed | undefined;
