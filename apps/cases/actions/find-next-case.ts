import { requirePermission, requireStaff, servicesFor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { findNextCase as findNext } from '../data/next-case.ts';
import { decideCases } from '../domain/permissions.ts';

/** The case to work on next: an open one that is the acting person's own or nobody's, of the service of the case that is named first, then by the nearest deadline, then the oldest; never the named one. Undefined when there is none. */
export async function findNextCase(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly after?: string | undefined }): Promise<string | undefined> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, (tx) => findNext(tx, { services: servicesFor(ctx.actor, decideCases, ctx.tenant), account: accountId, except: input.after }));
}
