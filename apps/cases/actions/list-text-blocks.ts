import { covers, requirePermission, servicesFor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listCaseServices } from '../data/inbox.ts';
import { listTextBlocks as listBlocks } from '../data/text-block.ts';
import { keepTextBlocks } from '../domain/permissions.ts';
import type { TextBlock } from '../domain/text-block.ts';

export type TextBlocks = { readonly blocks: readonly TextBlock[]; readonly services: readonly { readonly service: string; readonly name: { readonly de: string; readonly en: string } }[] };

/** The text blocks of the services that the acting person works on; of one service if asked. `services` are those of which there are cases. */
export async function listTextBlocks(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly service?: string | undefined }): Promise<TextBlocks> {
  requirePermission(ctx.actor, keepTextBlocks, ctx.tenant);
  const mine = servicesFor(ctx.actor, keepTextBlocks, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => ({
    blocks: (await listBlocks(tx, input.service)).filter(({ service }) => covers(mine, service)), services: (await listCaseServices(tx)).filter(({ service }) => covers(mine, service)),
  }));
}
