import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { getCompiledService } from '../data/compiled-service.ts';
import type { StoredDraft } from '../data/draft.ts';
import { situationOf, type Situation } from '../domain/situation.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { openDraftContent, readStoredDraft, type DraftAccess } from './draft-access.ts';

/** A draft as pages need it. `application` is set once it was sent; then there is nothing left to fill in. */
export type OpenDraft =
  | { readonly situation: Situation; readonly placeArs: string; readonly expiresOn: PlainDate; /** To come back with, together with the secret; null for old drafts. */ readonly reference: string | null; readonly application?: never }
  | { readonly application: string; readonly placeArs: string; readonly situation?: never };

/** Opens a draft for whoever holds its secret, in one round trip. A draft of an earlier version comes over to the one that is offered now, where that has a map for it. Throws NotFound for a wrong secret, an unknown and an expired draft alike. */
export async function openDraft(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, access: DraftAccess): Promise<OpenDraft> {
  const today = ctx.clock.today();
  const stored = await readStoredDraft(ctx, access, today);
  if (stored.applicationId !== null) return { application: stored.applicationId, placeArs: stored.placeArs };
  const moved = await bringUpToDate(ctx, access, stored);
  return { situation: moved ?? await situationNow(ctx, access, stored, today), placeArs: stored.placeArs, expiresOn: stored.expiresOn, reference: stored.reference };
}

async function situationNow(ctx: Pick<ActionContext, 'database' | 'keys'>, access: DraftAccess, stored: StoredDraft, today: PlainDate): Promise<Situation> {
  const [service, { content }] = await Promise.all([getCompiledService(ctx.database, access.tenant, stored), openDraftContent(ctx.keys, access.tenant, stored)]);
  return situationOf(service, content, today);
}
