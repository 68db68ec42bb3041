import { requirePermission } from '@allmende/access';
import { mailboxOfAccount, type Attribute } from '@allmende/citizen-accounts';
import type { ActionContext } from '@allmende/house';
import { findApplication } from '../data/application.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { findAccountOfApplication } from '../data/draft.ts';
import { deliverApplications } from '../domain/permissions.ts';

/** An application with the mailbox of the person who sent it. */
export type MailboxOfApplication = { readonly mailbox: Attribute; readonly reference: string; /** German. */ readonly service: string; readonly placeArs: string; readonly state: string };

/** The BundID mailbox of whoever sent an application signed in and agreed to news there; undefined for everybody else. Needs `online-services/deliver-applications`. */
export async function mailboxOfApplication(ctx: Pick<ActionContext, 'database' | 'keys' | 'actor' | 'tenant'>, input: { application: string }): Promise<MailboxOfApplication | undefined> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const account = await ctx.database.inTenant(ctx.tenant, (tx) => findAccountOfApplication(tx, input.application));
  const mailbox = account === undefined ? undefined : await mailboxOfAccount(ctx, { tenant: ctx.tenant, account });
  const application = mailbox && (await findApplication(ctx.database, ctx.tenant, input.application));
  if (!application) return undefined;
  const service = await getCompiledService(ctx.database, ctx.tenant, application);
  return { mailbox, reference: application.reference, service: service.texts('de').get('service.name'), placeArs: application.placeArs, state: application.state };
}
