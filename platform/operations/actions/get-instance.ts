import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { selectArchives } from '../data/archive.ts';
import { findInstanceOfContract, getInstanceRow } from '../data/instance.ts';
import { selectPassages } from '../data/passage.ts';
import { selectSteps } from '../data/step.ts';
import type { ArchiveRecord } from '../domain/archive-record.ts';
import type { Instance } from '../domain/instance.ts';
import type { PassageRecord } from '../domain/passage.ts';
import { seeInstances } from '../domain/permissions.ts';
import type { StepRecord } from '../domain/step.ts';

/** An instance with what was done for it and the archives that lie ready. */
export type InstanceWithHistory = { readonly instance: Instance; readonly steps: readonly StepRecord[]; readonly archives: readonly ArchiveRecord[]; readonly passages: readonly PassageRecord[] };

type Ctx = Pick<ActionContext, 'database' | 'actor' | 'tenant'>;

/** Throws NotFound for an instance of somebody else. */
export async function getInstance(ctx: Ctx, input: { readonly instance: string }): Promise<InstanceWithHistory> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => ({
    instance: await getInstanceRow(tx, input.instance), steps: await selectSteps(tx, input.instance), archives: await selectArchives(tx, input.instance), passages: await selectPassages(tx, input.instance),
  }));
}

/** The instance of a contract with its history, for the page of the order; undefined when nothing was requested yet. */
export async function findInstance(ctx: Ctx, input: { readonly contractId: string; readonly app: string }): Promise<InstanceWithHistory | undefined> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const instance = await findInstanceOfContract(tx, input.contractId, input.app);
    return instance && { instance, steps: await selectSteps(tx, instance.id), archives: await selectArchives(tx, instance.id), passages: await selectPassages(tx, instance.id) };
  });
}
