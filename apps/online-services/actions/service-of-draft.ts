import type { ActionContext } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import type { AuthorityRef } from '@allmende/tenancy';
import { readStoredDraft, type DraftAccess } from './draft-access.ts';

/** Which service of which authority a draft is for, for whoever holds its secret and must first prove who they are. Throws NotFound as `openDraft`. */
export async function serviceOfDraft(ctx: Pick<ActionContext, 'database' | 'clock' | 'directory'>, access: DraftAccess): Promise<{ service: string; authority: AuthorityRef }> {
  const stored = await readStoredDraft(ctx, access, ctx.clock.today(), 'find');
  const [authority] = await ctx.directory.namesOf([access.tenant]);
  if (!authority) throw new NotFound();
  return { service: stored.serviceId, authority };
}
