import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { instanceFailing, instanceRunning, instanceSuspended } from '../domain/events.ts';
import type { Instance } from '../domain/instance.ts';

const TOLD = { running: instanceRunning, suspended: instanceSuspended, failing: instanceFailing } as const;

/** Tells the house and the log when an instance came into another state. */
export async function recordObservation(ctx: Pick<ActionContext, 'actor' | 'clock'>, tx: TenantTx, before: Instance, after: Instance): Promise<void> {
  if (before.observed === after.observed || !(after.observed in TOLD)) return;
  const state = after.observed as keyof typeof TOLD;
  await emit(tx, TOLD[state](after.id, { instance: after.id, app: after.app, contract: after.contractId }));
  await record(tx, {
    actor: ctx.actor, action: `operations/instance-${state}`, subject: { kind: 'instance', id: after.id },
    facts: { app: after.app, before: before.observed, ...(before.runningAt === undefined && after.runningAt ? { secondsFromApproval: Math.max(0, (after.runningAt.getTime() - after.approvedAt.getTime()) / 1000) } : {}) },
    at: ctx.clock.now(),
  });
}
