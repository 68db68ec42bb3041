import type { TenantId, TenantTx } from '@allmende/database';
import { tenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { insertArrival, listOpenArrivals } from '../data/arrival.ts';
import { listActiveReceptions, noteLook } from '../data/reception.ts';
import { LOOK_JOB, TAKE_ARRIVAL_JOB } from '../domain/arrival-jobs.ts';
import { openReception } from './open-reception.ts';

// Only names and patience matter to the queue; the worker runs the definitions that know the targets.
const elsewhere = async () => { throw new Error('arrivals are taken by the worker that knows the targets'); };
const takeOrder = defineJob({ ...TAKE_ARRIVAL_JOB, handle: elsewhere });
const lookOrder = defineJob({ ...LOOK_JOB, handle: elsewhere });

/** Open arrivals that one look brings on the way again, so that a long break does not fill the queue at once. */
const AT_ONCE = 500;

/** Asks the delivery service what waits at a reception, notes it and lets it be fetched; brings on the way again what was not finished. Throws DeliveryServiceFault. */
export async function lookForArrivals(house: House, input: { readonly tenant: TenantId; readonly reception: string }): Promise<{ readonly found: number }> {
  const open = await openReception(house, input.tenant, input.reception);
  if (open?.reception.state !== 'active') return { found: 0 };
  try {
    const waiting = (await open.api.list(input.reception)).filter(({ destinationId }) => destinationId.toLowerCase() === input.reception);
    await house.database.inTenant(input.tenant, async (tx) => {
      const at = house.clock.now();
      for (const { submissionId, caseId } of waiting) await insertArrival(tx, { id: submissionId.toLowerCase(), reception: input.reception, caseId: caseId.toLowerCase(), at });
      await noteLook(tx, input.reception, at, null);
      for (const arrival of await listOpenArrivals(tx, input.reception, AT_ONCE)) await enqueueArrival(tx, arrival);
    });
    return { found: waiting.length };
  } catch (error) {
    const problem = error instanceof DomainError ? error.code : 'delivery/delivery-service-fault';
    await house.database.inTenant(input.tenant, (tx) => noteLook(tx, input.reception, house.clock.now(), problem));
    throw error;
  }
}

/** Lets every reception of every authority be looked at. */
export async function lookEverywhere(house: Pick<House, 'database'>): Promise<void> {
  for (const { tenant, reception } of await house.database.acrossTenants('delivery/look-everywhere', listActiveReceptions)) await house.database.inTenant(tenantId(tenant), (tx) => enqueueLook(tx, reception));
}

/** Lets a reception be looked at after this transaction; asking again before that changes nothing. */
export async function enqueueLook(tx: TenantTx, reception: string): Promise<void> {
  await enqueue(tx, lookOrder, { tenant: tx.tenant, reception }, { key: `delivery-look:${reception}` });
}

/** Lets an arrival be fetched after this transaction; asking again before that changes nothing. */
export async function enqueueArrival(tx: TenantTx, arrival: string): Promise<void> {
  await enqueue(tx, takeOrder, { tenant: tx.tenant, arrival }, { key: `delivery-arrival:${tx.tenant}:${arrival}` });
}
