import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import { insertPassage } from '../data/passage.ts';
import type { Instance } from '../domain/instance.ts';
import { beginUpdate } from '../domain/passage.ts';
import { controlInstances, rollOut } from '../domain/permissions.ts';
import { wake } from './wake.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Brings an instance to another released version: with a backup first, and back by itself if it fails. Throws NotInThisState. */
export async function updateInstance(ctx: Ctx, input: { readonly instance: string; readonly version: string }): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => updateIn(tx, ctx, input));
}

/**
 * The operator's way when the backup command of an old version is broken: its volumes are copied as they lie instead, and the update goes on with that. Throws InvalidInput without a reason.
 */
export async function updateWithoutOwnBackup(ctx: Ctx, input: { readonly tenant: string; readonly instance: string; readonly version: string; readonly reason: string }): Promise<Instance> {
  requirePermission(ctx.actor, rollOut, PLATFORM_TENANT);
  const reason = input.reason.trim();
  if (reason.length < 10) throw new InvalidInput([{ pointer: '/reason', code: 'required', message: 'Schreiben Sie in einem Satz, warum die Sicherung der alten Version umgangen wird.' }]);
  return ctx.database.inTenant(tenantId(input.tenant), (tx) => updateIn(tx, ctx, { ...input, withoutPackage: true, reason }));
}

/** The update inside a transaction, for whoever has decided that it may be. */
export async function updateIn(
  tx: TenantTx, ctx: { readonly clock: ActionContext['clock']; readonly actor: Actor },
  input: { readonly instance: string; readonly version: string; readonly rollout?: string; readonly withoutPackage?: boolean; readonly reason?: string },
): Promise<Instance> {
  const before = await getInstanceForUpdate(tx, input.instance);
  const now = ctx.clock.now();
  const passage = newId();
  const after = { ...beginUpdate(before, { version: input.version, passage, withoutPackage: input.withoutPackage ?? false }, now), nextLookAt: now, failures: 0 };
  await insertPassage(tx, { id: passage, instanceId: after.id, reason: 'update', fromVersion: before.packageVersion, toVersion: input.version, rollout: input.rollout, startedAt: now, detail: input.reason });
  await saveInstance(tx, after);
  await record(tx, {
    actor: ctx.actor, action: input.withoutPackage ? 'operations/update-without-own-backup-wanted' : 'operations/update-wanted', subject: { kind: 'instance', id: after.id },
    facts: { app: after.app, from: before.packageVersion ?? '', to: input.version, ...(input.rollout === undefined ? {} : { rollout: input.rollout }) },
    ...(input.reason === undefined ? {} : { personal: { reason: input.reason } }), at: now,
  });
  await wake(tx, after);
  return after;
}
