import { tenantId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { findNews, findNewsNow, insertReceipts, insertWaiting, lockAggregate, takeWaiting } from './data/event.ts';
import type { HouseEvent, Subscription } from './define-event.ts';

export const DISPATCH_JOB = 'events/dispatch';
export const DISPATCH_ATTEMPTS = 25;

const order = { name: DISPATCH_JOB, payload: Type.Object({ tenant: Type.String(), event: Type.String() }), maxAttempts: DISPATCH_ATTEMPTS } as const;

/**
 * The job that tells subscribers of one event. A subscriber that is done is not asked again; one that fails is, and later events of the aggregate wait for it: their job ends, and the one that they wait for has them told
 * again.
 */
export function dispatchJob(subscriptions: readonly Subscription[]): JobDefinition {
  const names = new Set<string>();
  for (const one of subscriptions) {
    if (names.has(one.name)) throw new RangeError(`two subscriptions are called ${one.name}`);
    names.add(one.name);
  }
  return defineJob({
    ...order,
    handle: (house, payload) => dispatch(house, subscriptions, payload.tenant, payload.event),
  }) as JobDefinition;
}

async function dispatch(house: House, subscriptions: readonly Subscription[], tenantText: string, id: string): Promise<void> {
  const tenant = tenantId(tenantText);
  for (let news = await findNews(house.database, tenant, id, subscriptions); news !== undefined;) {
    const { event, ready, waits } = news;
    const done: string[] = [];
    try {
      for (const one of subscriptions.filter(({ name, on }) => on === event.type && ready.includes(name))) {
        await one.handle(house, event as never);
        done.push(one.name);
      }
    } finally {
      if (done.length > 0) await house.database.inTenant(tenant, (tx) => noteDone(tx, event, done));
    }
    if (waits.length === 0) return;
    // Under the lock of the aggregate: an earlier event that is done at this moment either sees that this one waits, or is seen to be done.
    news = await house.database.inTenant(tenant, async (tx) => {
      await lockAggregate(tx, event.aggregate);
      const now = await findNewsNow(tx, id, subscriptions);
      if (!now || now.ready.length > 0 || now.waits.length === 0) return now;
      await insertWaiting(tx, event);
      return undefined;
    });
  }
}

async function noteDone(tx: TenantTx, event: HouseEvent, subscribers: readonly string[]): Promise<void> {
  // In one message, one after the other: what waits is read under the lock that comes with the receipts.
  const [, waiting] = await Promise.all([insertReceipts(tx, subscribers, event), takeWaiting(tx, event)]);
  for (const later of waiting) await enqueue(tx, order, { tenant: tx.tenant, event: later });
}
