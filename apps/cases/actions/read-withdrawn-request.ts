import { requirePermission, requireStaff } from '@allmende/access';
import { isUuid, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findParticipation, findStatementRequest } from '../data/participation.ts';
import type { StatementRequest } from '../domain/participation.ts';
import { giveStatements } from '../domain/permissions.ts';

/**
 * What this authority still knows of a request that was taken back, or whose case was deleted: reference, service and days, as its list has them, nothing of the case. For somebody who was writing when it went. Throws NotFound for a
 * request that stands, and for everything that this authority was never asked. Needs `cases/give-statements`.
 */
export async function readWithdrawnRequest(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly request: string }): Promise<StatementRequest> {
  requirePermission(ctx.actor, giveStatements, ctx.tenant);
  requireStaff(ctx.actor);
  const request = isUuid(input.request) ? await ctx.database.inTenant(ctx.tenant, (tx) => findStatementRequest(tx, input.request)) : undefined;
  if (!request) throw new NotFound();
  const asked = await ctx.database.inTenant(tenantId(request.fromTenant), (tx) => findParticipation(tx, request.id));
  if (asked !== undefined && (asked.officeTenant !== ctx.tenant || asked.state !== 'withdrawn')) throw new NotFound();
  return { ...request, state: 'withdrawn' };
}
