import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listAuthorities, type Authority } from '@allmende/register';
import { listApplications as loadApplications } from '../data/membership-application.ts';
import type { ApplicationState, MembershipApplication } from '../domain/membership-application.ts';
import { seeMembers } from '../domain/permissions.ts';

/** Applications in a state (waiting unless told), the oldest first, with their authorities. At most 500. */
export async function listApplications(ctx: Pick<ActionContext, 'database' | 'actor'>, input: { state?: ApplicationState } = {}): Promise<readonly { application: MembershipApplication; authority: Authority | undefined }[]> {
  requirePermission(ctx.actor, seeMembers, PLATFORM_TENANT);
  const applications = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => loadApplications(tx, input.state ?? 'waiting'));
  const authorities = new Map((await listAuthorities(ctx, { ids: applications.map((one) => one.authority) })).map((one) => [one.id as string, one]));
  return applications.map((application) => ({ application, authority: authorities.get(application.authority) }));
}
