import type { VettingOf } from '../domain/vetting-of.ts';

/** A store in which nothing went through the vetting. */
export const neverVetted: VettingOf = async () => null;
