import { NotFound } from '@allmende/errors';
import type { Html } from '@allmende/html';
import type { ActionContext } from '@allmende/house';
import type { Locale } from '@allmende/i18n';
import type { OwnSolutionPort } from '../domain/own-solution.ts';

type Context = Pick<ActionContext, 'database' | 'clock'>;

/** What the store asks of the vetting, which it does not know. */
export type VettingPort = {
  /** The part of a solution's page with its level and checks; undefined where it was never vetted. */
  part(ctx: Context, slug: string, locale: Locale): Promise<Html | undefined>;
  /** The level in a few words, for comparing; undefined likewise. */
  words(ctx: Context, slug: string, locale: Locale): Promise<string | undefined>;
  readonly ownSolution: OwnSolutionPort;
};

/** Where nobody vets. */
export const NO_VETTING: VettingPort = { part: async () => undefined, words: async () => undefined, ownSolution: async () => { throw new NotFound(); } };
