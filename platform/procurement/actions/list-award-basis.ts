import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listFrameworks, listParameters } from '../data/award.ts';
import type { AwardParameter } from '../domain/award-parameter.ts';
import type { FrameworkAgreement } from '../domain/framework-agreement.ts';
import { keepAwardBasis } from '../domain/permissions.ts';

/** Thresholds and periods with their sources, for everybody. */
export async function listAwardParameters(ctx: { readonly database: Pick<Database, 'withoutTenant'> }): Promise<readonly AwardParameter[]> {
  return ctx.database.withoutTenant((tx) => listParameters(tx));
}

/** Framework agreements with what was called off so far, for whoever keeps them. */
export async function listFrameworkAgreements(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<readonly { readonly framework: FrameworkAgreement; readonly calledCents: number }[]> {
  requirePermission(ctx.actor, keepAwardBasis, PLATFORM_TENANT);
  return ctx.database.withoutTenant((tx) => listFrameworks(tx));
}
