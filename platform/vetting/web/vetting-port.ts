import type { Html } from '@allmende/html';
import type { ActionContext } from '@allmende/house';
import type { Locale } from '@allmende/i18n';
import { ownListedSolution } from '../actions/own-listed-solution.ts';
import { vettingOf } from '../actions/vetting-of.ts';
import { LEVEL_NAMES } from './check-words.ts';
import { storePartView } from './store-part.view.ts';

type Context = Pick<ActionContext, 'database' | 'clock'>;

/** What the store asks of the vetting. */
export const vettingPort = {
  ownSolution: ownListedSolution,
  async part(ctx: Context, slug: string, locale: Locale): Promise<Html | undefined> {
    const vetting = await vettingOf(ctx, { slug });
    return vetting && storePartView(vetting, locale);
  },
  async words(ctx: Context, slug: string, locale: Locale): Promise<string | undefined> {
    const vetting = await vettingOf(ctx, { slug });
    return vetting && `${locale === 'en' ? 'Level' : 'Stufe'} ${vetting.level}: ${LEVEL_NAMES[vetting.level]?.[locale] ?? ''}`;
  },
  /** What an order freezes: the level with the checks that were passed and the hashes of their evidence. */
  async frozen(ctx: Context, slug: string) {
    const vetting = await vettingOf(ctx, { slug });
    return vetting === undefined ? null : {
      level: vetting.level, words: `Stufe ${vetting.level}: ${LEVEL_NAMES[vetting.level]?.de ?? ''}`, holdsUntil: vetting.holdsUntil,
      passed: vetting.checks.filter(({ state }) => state === 'passed').map(({ check, recordedOn, expiresOn, hash }) => ({ check, recordedOn, expiresOn, sha256: hash })),
    };
  },
};
