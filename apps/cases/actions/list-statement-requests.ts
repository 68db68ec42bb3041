import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listStatementRequests as listRequests } from '../data/participation.ts';
import type { StatementRequest } from '../domain/participation.ts';
import { giveStatements } from '../domain/permissions.ts';

const REQUESTS_SHOWN = 200;

/** What other offices ask this authority for, open ones first; at most 200. */
export async function listStatementRequests(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly StatementRequest[]> {
  requirePermission(ctx.actor, giveStatements, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => listRequests(tx, REQUESTS_SHOWN));
}
