import { createHmac } from 'node:crypto';
import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findPlaceBySlug, listCompetentAuthorities } from '@allmende/register';
import type { PlaceRef } from '@allmende/tenancy';
import { addDays } from '@allmende/time';
import { countWish, forgetWishes } from '../data/wish.ts';
import { FORGET_AFTER_DAYS, readWish } from '../domain/wish.ts';

/**
 * Counts what somebody looked for at a place and did not find, for the administration there. Nothing of the person is kept, and the words themselves only once several people have typed them. Returns false for
 * what cannot be counted: a text that is no wish for a service, or a place whose administration is not known.
 */
export async function recordWish(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, input: { readonly place: PlaceRef; readonly query: string }): Promise<boolean> {
  const wish = readWish(input.query);
  const place = wish && (await findPlaceBySlug(ctx, { slug: input.place.slug }));
  if (!wish || !place) return false;
  const { municipal } = (await listCompetentAuthorities(ctx, { ags: place.ags })).place;
  if (!municipal) return false;
  const tenant = tenantId(municipal);
  const fingerprint = createHmac('sha256', await ctx.keys.tenantKey(tenant)).update(`portal.wish:${wish.folded}`).digest();
  const today = ctx.clock.today();
  await ctx.database.inTenant(tenant, async (tx) => {
    await countWish(tx, { fingerprint, words: wish.words, on: today });
    await forgetWishes(tx, addDays(today, -FORGET_AFTER_DAYS));
  });
  return true;
}
