import { randomBytes } from 'node:crypto';
import { newId } from '@allmende/database';
import { IdentityNeeded, noteDataUse, reaches, readAttributes, type Citizen } from '@allmende/citizen-accounts';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { addDays } from '@allmende/time';
import { insertDraft } from '../data/draft.ts';
import { codeFrom, hashOfCode } from '../domain/access-code.ts';
import type { Entry } from '../domain/entry.ts';
import { levelsOf } from '../domain/level-of.ts';
import { nextOpenPage } from '../domain/path.ts';
import { prefilled } from '../domain/prefill.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { situationOf, startDraft as emptyDraft, type Draft } from '../domain/situation.ts';
import { sealDraftContent, type DraftAccess } from './draft-access.ts';
import { getPlaceService } from './place-service.ts';

/**
 * Begins an application for a service of a place. The secret is returned once and stored only as a hash; the draft keeps the package and overlay of this
 * moment. It is deleted after the days that the package names, counted from the last change. A service that wants to know who applies gets what the proof of identity told, with where it comes from. Throws NotFound when the service is not offered there, IdentityNeeded.
 */
export async function startDraft(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, input: { ars: string; service: string; /** What stands in it from the start; nothing unless told. */ begin?: (service: CompiledService) => Draft; /** Who begins, where the authority knows. */ citizen?: Citizen | undefined; /** Who types it in for somebody else: the office has looked at who that is, so no other proof is asked for. */ entry?: Entry | undefined },
): Promise<DraftAccess & { firstPage: string }> {
  const { tenant, offered, service } = await getPlaceService(ctx, input);
  const draft = newId();
  // Short enough to be written down; 80 random bits behind a limited door cannot be guessed.
  const secret = codeFrom(randomBytes(10), 16);
  const reference = codeFrom(randomBytes(8), 12);
  const today = ctx.clock.today();
  const levels = input.entry ? { fill: 'none', send: 'none' } as const : levelsOf(service.package);
  const citizen = input.citizen?.tenant === tenant ? input.citizen : undefined;
  if (levels.fill !== 'none' && (!citizen || !reaches(citizen.level, levels.fill))) throw new IdentityNeeded(levels.fill);
  // Where nobody has to prove anything, nothing is taken either: it would tie the draft to a person.
  const owner = levels.fill === 'none' ? undefined : citizen;
  const begun = input.begin?.(service) ?? emptyDraft();
  const known = owner && prefilled(service.package, await readAttributes(ctx, owner));
  const filled = known ? { ...begun, answers: { ...begun.answers, ...known.answers }, origins: known.origins } : begun;
  const content = input.entry ? { ...filled, entry: input.entry } : filled;
  await ctx.database.inTenant(tenant, async (tx) => {
    const { id: dataKeyId, key } = await createDataKey(tx, ctx.keys);
    await insertDraft(tx, {
      id: draft, serviceId: offered.serviceId, packageHash: offered.active.packageHash, overlayHash: offered.active.overlayHash, placeArs: input.ars, reference, referenceHash: hashOfCode(reference), secretHash: hashOfCode(secret), dataKeyId,
      sealed: sealDraftContent(key, tenant, draft, content), at: ctx.clock.now(), expiresOn: addDays(today, service.package.service.retention.draftDays),
      fillLevel: levels.fill, sendLevel: levels.send, accountId: owner?.account ?? null,
    });
    if (owner && known) await noteDataUse(ctx, tx, owner.account, { kind: 'taken-over', service: input.service, attributes: Object.values(known.origins).map(({ attribute }) => attribute) });
  });
  return { tenant, draft, secret, ...(owner ? { citizen: owner } : {}), firstPage: nextOpenPage(situationOf(service, content, today)) };
}
