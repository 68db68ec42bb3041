import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getInstanceRow } from '../data/instance.ts';
import { NotInThisState } from '../domain/errors.ts';
import { controlInstances } from '../domain/permissions.ts';
import { instanceSecrets } from './instance-secrets.ts';

/** How staff sign in to a program of the `process` runtime; asking is written to the log. Throws NotInThisState for apps that have no access of their own or do not run. */
export async function showAccess(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys'>, input: { readonly instance: string },
): Promise<{ readonly account: string; readonly password: string }> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, input.instance));
  if (instance.upstream === undefined || instance.observed !== 'running') throw new NotInThisState('Die Anwendung läuft gerade nicht oder hat keinen eigenen Zugang.');
  const secret = await instanceSecrets(ctx, instance);
  await ctx.database.inTenant(ctx.tenant, (tx) => record(tx, { actor: ctx.actor, action: 'operations/access-shown', subject: { kind: 'instance', id: instance.id }, facts: { app: instance.app }, at: ctx.clock.now() }));
  return { account: 'admin', password: secret('admin-password') };
}
