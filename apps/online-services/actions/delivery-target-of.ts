import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import { findApplication } from '../data/application.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { deliverApplications } from '../domain/permissions.ts';
import { readServiceAsItStands } from './office-services.ts';

/** The system that the authority's values of that moment name for an application; undefined when they name none. Needs `online-services/deliver-applications`. Throws NotFound. */
export async function deliveryTargetOf(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { application: string }): Promise<string | undefined> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const application = await findApplication(ctx.database, ctx.tenant, input.application);
  if (!application) throw new NotFound();
  const { overlay, package: servicePackage } = await getCompiledService(ctx.database, ctx.tenant, application);
  const target = overlay.delivery?.target;
  return target !== undefined && servicePackage.overlay.deliveryTargets?.includes(target) ? target : undefined;
}

/** Likewise for applications that are sent from now on. Throws NotFound for a service that nobody has published. */
export async function deliveryTargetOfService(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { service: string }): Promise<string | undefined> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const { effective, package: servicePackage } = await readServiceAsItStands(ctx, input);
  const target = effective.delivery?.target;
  return target !== undefined && servicePackage.overlay.deliveryTargets?.includes(target) ? target : undefined;
}
