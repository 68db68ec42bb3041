import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findAuthority, type Authority } from '@allmende/register';
import { getApplicationWithContact } from '../data/membership-application.ts';
import type { Contact, MembershipApplication } from '../domain/membership-application.ts';
import { admitMembers } from '../domain/permissions.ts';

/** One application with its contact, for whoever decides; throws NotFound. */
export async function getApplication(ctx: Pick<ActionContext, 'database' | 'actor' | 'keys'>, input: { application: string }): Promise<{ application: MembershipApplication & { contact: Contact }; authority: Authority | undefined }> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  const application = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => getApplicationWithContact(tx, ctx.keys, input.application));
  return { application, authority: await findAuthority(ctx, { id: application.authority }) };
}
