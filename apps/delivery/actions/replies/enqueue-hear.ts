import { tenantId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { listAnsweringDestinations } from '../../data/reply-key.ts';
import { HEAR_REPLIES_JOB } from '../../domain/reply-jobs.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the applications.
const order = defineJob({ ...HEAR_REPLIES_JOB, handle: async () => { throw new Error('replies are heard by the worker that knows the applications'); } });

/** Lets the answers at a destination be fetched after this transaction; asking again before that changes nothing. */
export async function enqueueHear(tx: TenantTx, destination: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, destination }, { key: `delivery-hear:${destination}` });
}

/** Lets answers be fetched wherever there may be some. */
export async function hearEverywhere(house: Pick<House, 'database'>): Promise<void> {
  for (const { tenant, destination } of await house.database.acrossTenants('delivery/hear-replies', listAnsweringDestinations)) await house.database.inTenant(tenantId(tenant), (tx) => enqueueHear(tx, destination));
}
