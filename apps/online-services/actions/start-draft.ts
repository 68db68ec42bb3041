import { randomBytes } from 'node:crypto';
import { newId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { addDays } from '@allmende/time';
import { insertDraft } from '../data/draft.ts';
import { codeFrom, hashOfCode } from '../domain/access-code.ts';
import { nextOpenPage } from '../domain/path.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { situationOf, startDraft as emptyDraft, type Draft } from '../domain/situation.ts';
import { sealDraftContent, type DraftAccess } from './draft-access.ts';
import { getPlaceService } from './place-service.ts';

/**
 * Begins an application for a service of a place. The secret is returned once and stored only as a hash; the draft keeps the package and overlay of this
 * moment. It is deleted after the days that the package names, counted from the last change. Throws NotFound when the service is not offered there.
 */
export async function startDraft(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, input: { ars: string; service: string; /** What stands in it from the start; nothing unless told. */ begin?: (service: CompiledService) => Draft },
): Promise<DraftAccess & { firstPage: string }> {
  const { tenant, offered, service } = await getPlaceService(ctx, input);
  const draft = newId();
  // Short enough to be written down; 80 random bits behind a limited door cannot be guessed.
  const secret = codeFrom(randomBytes(10), 16);
  const reference = codeFrom(randomBytes(8), 12);
  const today = ctx.clock.today();
  const content = input.begin?.(service) ?? emptyDraft();
  await ctx.database.inTenant(tenant, async (tx) => {
    const { id: dataKeyId, key } = await createDataKey(tx, ctx.keys);
    await insertDraft(tx, {
      id: draft, serviceId: offered.serviceId, packageHash: offered.active.packageHash, overlayHash: offered.active.overlayHash, placeArs: input.ars, reference, referenceHash: hashOfCode(reference), secretHash: hashOfCode(secret), dataKeyId,
      sealed: sealDraftContent(key, tenant, draft, content), at: ctx.clock.now(), expiresOn: addDays(today, service.package.service.retention.draftDays),
    });
  });
  return { tenant, draft, secret, firstPage: nextOpenPage(situationOf(service, content, today)) };
}
