import { covers, requirePermission, servicesFor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listBatches, listWaitingLetters } from '../data/print-batch.ts';
import { decideCases } from '../domain/permissions.ts';
import { MOST_LETTERS, type Letter, type PrintBatch } from '../domain/print-batch.ts';

const BATCHES_SHOWN = 20;

/** Notices that wait for the post, oldest first and at most 500, and the newest batches; of the services that the acting person decides. */
export async function listPost(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<{ readonly waiting: readonly Letter[]; readonly batches: readonly (PrintBatch & { readonly letters: number })[] }> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const services = servicesFor(ctx.actor, decideCases, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => ({
    waiting: await listWaitingLetters(tx, { services, limit: MOST_LETTERS }),
    batches: (await listBatches(tx, BATCHES_SHOWN)).filter((batch) => batch.services.every((service) => covers(services, service))),
  }));
}
