import type { Html } from '@allmende/html';
import type { ActionContext } from '@allmende/house';
import type { Locale } from '@allmende/i18n';

type Context = Pick<ActionContext, 'database' | 'clock'>;

/** What the store asks of the vetting, which it does not know. */
export type VettingPort = {
  /** The part of a solution's page with its level and checks; undefined where it was never vetted. */
  part(ctx: Context, slug: string, locale: Locale): Promise<Html | undefined>;
  /** The level in a few words, for comparing; undefined likewise. */
  words(ctx: Context, slug: string, locale: Locale): Promise<string | undefined>;
};

/** Where nobody vets. */
export const NO_VETTING: VettingPort = { part: async () => undefined, words: async () => undefined };
