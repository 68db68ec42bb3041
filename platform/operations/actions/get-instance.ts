import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { selectArchives } from '../data/archive.ts';
import { findDeletion } from '../data/deletion.ts';
import { findInstanceOfContract, getInstanceRow } from '../data/instance.ts';
import { selectPassages } from '../data/passage.ts';
import { selectSteps } from '../data/step.ts';
import { findRuntimeLook } from '../data/sweep.ts';
import type { ArchiveRecord } from '../domain/archive-record.ts';
import type { Instance } from '../domain/instance.ts';
import type { PassageRecord } from '../domain/passage.ts';
import { seeInstances } from '../domain/permissions.ts';
import type { StepRecord } from '../domain/step.ts';

/** An instance with what was done for it and the archives that lie ready. */
export type InstanceWithHistory = { readonly instance: Instance; readonly steps: readonly StepRecord[]; readonly archives: readonly ArchiveRecord[]; readonly passages: readonly PassageRecord[];
  /** There is a proof of its deletion. */
  readonly hasProof: boolean;
  /** When its runtime was last looked at as a whole. */
  readonly lookedAt: Date | undefined };

type Ctx = Pick<ActionContext, 'database' | 'actor' | 'tenant'>;

/** Throws NotFound for an instance of somebody else. */
export async function getInstance(ctx: Ctx, input: { readonly instance: string }): Promise<InstanceWithHistory> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => withHistory(ctx, tx, await getInstanceRow(tx, input.instance)));
}

/** The instance of a contract with its history, for the page of the order; undefined when nothing was requested yet. */
export async function findInstance(ctx: Ctx, input: { readonly contractId: string; readonly app: string }): Promise<InstanceWithHistory | undefined> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const instance = await findInstanceOfContract(tx, input.contractId, input.app);
    return instance && withHistory(ctx, tx, instance);
  });
}

async function withHistory(ctx: Ctx, tx: TenantTx, instance: Instance): Promise<InstanceWithHistory> {
  const whole = await ctx.database.inTenant(PLATFORM_TENANT, (platform) => findRuntimeLook(platform, instance.runtime));
  return {
    instance, steps: await selectSteps(tx, instance.id), archives: await selectArchives(tx, instance.id), passages: await selectPassages(tx, instance.id), hasProof: (await findDeletion(tx, instance.id)) !== undefined, lookedAt: whole,
  };
}
