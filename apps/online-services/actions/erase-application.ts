import { requirePermission } from '@allmende/access';
import { eraseSubject, record } from '@allmende/audit';
import { removeFilesOfKey } from '@allmende/files';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { findApplicationForUpdate } from '../data/application.ts';
import { deleteEvidenceOfKey } from '../data/evidence.ts';
import { deleteApplication } from '../data/delete-application.ts';
import { applicationErased } from '../domain/events.ts';
import { deliverApplications } from '../domain/permissions.ts';

/**
 * Erases an application whose case was deleted at its end: rows, files and the key. The audit entries stay and verify. Repeating it changes nothing. Needs
 * `online-services/deliver-applications`. Art. 17 DSGVO.
 */
export async function eraseApplication(ctx: Pick<ActionContext, 'database' | 'clock' | 'files' | 'actor' | 'tenant'>, input: { application: string }): Promise<void> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findApplicationForUpdate(tx, input.application);
    if (!stored) return;
    await deleteApplication(tx, stored.id);
    await deleteEvidenceOfKey(tx, stored.dataKeyId);
    await destroyDataKey(tx, stored.dataKeyId);
    await eraseSubject(tx, { kind: 'application', id: stored.id });
    await emit(tx, applicationErased(stored.id, { application: stored.id }));
    const files = await removeFilesOfKey(tx, ctx, stored.dataKeyId);
    await record(tx, { actor: ctx.actor, action: 'online-services/application-erased', subject: { kind: 'application', id: stored.id }, facts: { service: stored.serviceId, files, keyDestroyed: true }, at: ctx.clock.now() });
  });
}
