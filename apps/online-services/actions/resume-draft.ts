import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findPlace } from '@allmende/register';
import { findDraftReference } from '../data/draft.ts';
import { hashOfCode, normalCode } from '../domain/access-code.ts';
import { DraftGone } from '../domain/errors.ts';
import { readStoredDraft, type DraftAccess } from './draft-access.ts';

/**
 * Opens the door to a draft for whoever has reference and secret, on any device, and says in which place it goes on. Both are forgiving about how they were typed. Throws DraftGone: the same
 * for an unknown reference, a wrong secret and a draft that was deleted.
 */
export async function resumeDraft(ctx: Pick<ActionContext, 'database' | 'clock'>, input: { reference: string; secret: string }): Promise<DraftAccess & { placeSlug: string }> {
  const found = await ctx.database.withoutTenant((tx) => findDraftReference(tx, hashOfCode(normalCode(input.reference))));
  if (!found) throw new DraftGone();
  const access: DraftAccess = { tenant: tenantId(found.authority), draft: found.draft, secret: normalCode(input.secret) };
  const stored = await readStoredDraft(ctx, access, ctx.clock.today(), 'find');
  const place = await findPlace(ctx, { ags: `${stored.placeArs.slice(0, 5)}${stored.placeArs.slice(9)}` });
  if (!place) throw new DraftGone();
  return { ...access, placeSlug: place.slug };
}
