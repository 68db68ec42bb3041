import { randomUUID } from 'node:crypto';
import type { Citizen } from '@allmende/citizen-accounts';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { followUpDraft, startsFrom } from '../domain/follow-up-draft.ts';
import type { DraftAccess } from './draft-access.ts';
import { getPlaceService } from './place-service.ts';
import { openApplication } from './open-application.ts';
import { findApplicationBySecret } from './read-receipt.ts';
import { startDraft } from './start-draft.ts';

/**
 * Begins an application that starts from an earlier one, for whoever holds reference and access code of that. The answers that the package carries over stand in the new draft;
 * every page is to be looked at again. The same NotFound for an unknown reference, a wrong code, an application of another service, and a service that knows no follow-up.
 */
export async function startFollowUp(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, input: { ars: string; service: string; reference: string; secret: string; citizen?: Citizen | undefined }): Promise<DraftAccess & { firstPage: string }> {
  const { service } = await getPlaceService(ctx, input);
  if (!service.package.followUp) throw new NotFound();
  const { tenant, application } = await findApplicationBySecret(ctx, input);
  const { stored, content } = await openApplication({ ...ctx, tenant }, application);
  if (!startsFrom(service.package, stored.serviceId)) throw new NotFound();
  return startDraft(ctx, { ars: input.ars, service: input.service, citizen: input.citizen, begin: (offered) => followUpDraft(offered.package, { ...content, service: stored.serviceId }, randomUUID) });
}
