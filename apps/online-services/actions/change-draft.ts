import type { TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { addDays } from '@allmende/time';
import { getCompiledService } from '../data/compiled-service.ts';
import { findDraftForUpdate, saveDraft } from '../data/draft.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { AlreadySent } from '../domain/errors.ts';
import { situationOf, type Draft, type Situation } from '../domain/situation.ts';
import { checkAccess, openDraftContent, readStoredDraft, sealDraftContent, type DraftAccess } from './draft-access.ts';

export type ChangeContext = Pick<ActionContext, 'database' | 'clock' | 'keys'>;

/** What a change makes of a draft: an outcome for the caller, and with `draft` something new to keep. */
export type Changed<Outcome> = { readonly outcome: Outcome; readonly draft?: Draft };

/**
 * Holds a draft, lets `change` decide and keeps what it gives. The days until deletion count anew. Two changes at once wait for each other, so neither loses
 * the other's answers. `check` sees the service before anything is held. Throws NotFound as `openDraft`, AlreadySent.
 */
export async function changeDraft<Outcome>(
  ctx: ChangeContext, access: DraftAccess, check: (service: CompiledService) => void, change: (situation: Situation, tx: TenantTx) => Changed<Outcome> | Promise<Changed<Outcome>>,
): Promise<Outcome> {
  const today = ctx.clock.today();
  const seen = await readStoredDraft(ctx, access, today);
  check(await getCompiledService(ctx.database, access.tenant, seen));
  return ctx.database.inTenant(access.tenant, async (tx) => {
    const stored = checkAccess(await findDraftForUpdate(tx, access.draft), access, today);
    if (stored.applicationId !== null) throw new AlreadySent();
    const service = await getCompiledService(ctx.database, access.tenant, stored);
    const { content, key } = await openDraftContent(ctx.keys, access.tenant, stored);
    const { outcome, draft } = await change(situationOf(service, content, today), tx);
    if (draft) {
      const expiresOn = addDays(today, service.package.service.retention.draftDays);
      await saveDraft(tx, { id: stored.id, sealed: sealDraftContent(key, access.tenant, stored.id, draft), at: ctx.clock.now(), expiresOn });
    }
    return outcome;
  });
}
