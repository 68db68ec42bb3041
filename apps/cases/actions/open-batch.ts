import { covers, requirePermission, servicesFor } from '@allmende/access';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findBatch, listLettersOfBatch } from '../data/print-batch.ts';
import { decideCases } from '../domain/permissions.ts';
import type { Letter, PrintBatch } from '../domain/print-batch.ts';

export type OpenedBatch = { readonly batch: PrintBatch; readonly letters: readonly Letter[] };

/** A batch with its letters in order. Throws NotFound for strangers, and for whoever does not decide all the services in it. */
export async function openBatch(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly batch: string }): Promise<OpenedBatch> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  if (!isUuid(input.batch)) throw new NotFound();
  const services = servicesFor(ctx.actor, decideCases, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const batch = await findBatch(tx, input.batch);
    const letters = batch ? await listLettersOfBatch(tx, batch.id) : [];
    if (!batch || letters.some(({ service }) => !covers(services, service))) throw new NotFound();
    return { batch, letters };
  });
}
