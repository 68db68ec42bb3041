import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { findEvidenceState } from '../data/evidence.ts';
import { deliverApplications } from '../domain/permissions.ts';

/** Whether a piece of evidence was there when its application was sent; false for one that came later and for an unknown one. Opens nothing. Needs `online-services/deliver-applications`. */
export async function wentAlong(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly application: string; readonly evidence: string }): Promise<boolean> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const found = await findEvidenceState(ctx.database, ctx.tenant, input);
  return found?.isLate === false;
}
