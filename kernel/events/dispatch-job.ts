import { tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { findEvent, hasEarlierUnseen, insertReceipt, seenBy } from './data/event.ts';
import type { Subscription } from './define-event.ts';

export const DISPATCH_JOB = 'events/dispatch';
export const DISPATCH_ATTEMPTS = 25;

/** The job that tells subscribers of one event. A subscriber that is done is not asked again; one that fails is, and later events of the aggregate wait for it. */
export function dispatchJob(subscriptions: readonly Subscription[]): JobDefinition {
  const names = new Set<string>();
  for (const one of subscriptions) {
    if (names.has(one.name)) throw new RangeError(`two subscriptions are called ${one.name}`);
    names.add(one.name);
  }
  return defineJob({
    name: DISPATCH_JOB,
    payload: Type.Object({ tenant: Type.String(), event: Type.String() }),
    maxAttempts: DISPATCH_ATTEMPTS,
    handle: (house, payload) => dispatch(house, subscriptions, payload.tenant, payload.event),
  }) as JobDefinition;
}

async function dispatch(house: House, subscriptions: readonly Subscription[], tenantText: string, id: string): Promise<void> {
  const tenant = tenantId(tenantText);
  const { event, seen } = await house.database.inTenant(tenant, async (tx) => ({ event: await findEvent(tx, id), seen: await seenBy(tx, id) }));
  if (!event) return;
  for (const one of subscriptions) {
    if (one.on !== event.type || seen.has(one.name)) continue;
    const types = subscriptions.filter((other) => other.name === one.name).map((other) => other.on);
    if (await house.database.inTenant(tenant, (tx) => hasEarlierUnseen(tx, one.name, types, event))) throw new Error(`${one.name} has an earlier event of this aggregate before it`);
    await one.handle(house, event as never);
    await house.database.inTenant(tenant, (tx) => insertReceipt(tx, one.name, id));
  }
}
