import { setTimeout as pause } from 'node:timers/promises';
import { requirePermission } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import type { ActionContext, House } from '@allmende/house';
import { endTrial, findTrial, insertTrial, removeTrialsBefore } from '../data/trial.ts';
import { manageTargets } from '../domain/permissions.ts';
import type { Trial, TrialCause } from '../domain/trial.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { prepareDelivery } from './prepare-delivery.ts';
import { routeOf } from './route-of.ts';

/** How long somebody waits for the word of a target that answers later. */
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 200;

/** Trials are kept for a quarter of a year: enough to see since when something is wrong. */
const KEPT_DAYS = 90;

/**
 * Sends the sample application of a service on the way that real ones take, and says how it went. It is marked as a trial and never becomes a file of a person. What a target confirms later is waited for eight seconds. A failure is
 * a result, never thrown; `undefined` where the package has no sample. Whoever calls has checked that it may.
 */
export async function runTrial(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly service: string; readonly cause: TrialCause }): Promise<Trial | undefined> {
  const { tenant, service, cause } = input;
  const content = await ports.applications.sample?.(house, tenant, service);
  if (content === undefined) return undefined;
  const route = await routeOf(house, ports, { tenant, service });
  const startedAt = house.clock.now();
  const begun = house.clock.elapsedMs();
  const { submission: id } = content;
  const trial = { id, service, target: route.target, destination: route.destination ?? null, cause, startedAt };
  await house.database.inTenant(tenant, async (tx) => {
    await insertTrial(tx, trial);
    await removeTrialsBefore(tx, new Date(startedAt.getTime() - KEPT_DAYS * 86_400_000));
  });
  const end = async (state: Trial['state'], problem: string | null): Promise<void> => {
    await house.database.inTenant(tenant, (tx) => endTrial(tx, id, { state, problem, milliseconds: Math.round(house.clock.elapsedMs() - begun), at: house.clock.now() }));
  };
  try {
    const { target, delivery } = await prepareDelivery(house, ports, { tenant, service, ...route, attachments: async () => [] });
    const { isConfirmed = true, isArrivalUnknown = false } = await target.deliver(house, tenant, content, { ...delivery, isQuiet: cause === 'nightly' });
    if (isArrivalUnknown) await end('handed-over', null);
    else if (isConfirmed) await end('passed', null);
    // What has no answer by then stays open: the target's word ends it when it comes.
    else await waitForWord(house, tenant, id);
  } catch (error) {
    if (!(error instanceof DomainError)) house.log.warn({ target: route.target, kind: error instanceof Error ? error.name : typeof error }, 'a trial failed');
    await end('failed', error instanceof DomainError ? error.code : 'delivery/target-fault');
  }
  return house.database.inTenant(tenant, (tx) => findTrial(tx, id));
}

/** The same for somebody of the authority. Needs `delivery/manage-targets`. */
export async function tryService(ctx: ActionContext, ports: DeliveryPorts, input: { readonly service: string }): Promise<Trial | undefined> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  return runTrial(ctx, ports, { tenant: ctx.tenant, service: input.service, cause: 'person' });
}

async function waitForWord(house: House, tenant: TenantId, id: string): Promise<void> {
  for (let looks = 0; looks < PATIENCE_MS / LOOK_EVERY_MS; looks += 1) {
    const trial = await house.database.inTenant(tenant, (tx) => findTrial(tx, id));
    if (trial?.state !== 'running') return;
    await pause(LOOK_EVERY_MS);
  }
}
