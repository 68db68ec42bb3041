import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { DELIVER_WITHDRAWAL_JOB } from '../domain/deliver-withdrawal-job.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the targets.
const order = defineJob({ ...DELIVER_WITHDRAWAL_JOB, handle: async () => { throw new Error('withdrawals are delivered by the worker that knows the targets'); } });

/** Lets it be known where an application went that it was taken back. */
export async function acceptWithdrawal(house: Pick<House, 'database'>, input: { tenant: TenantId; application: string; at: string }): Promise<void> {
  await house.database.inTenant(input.tenant, (tx) => enqueue(tx, order, { tenant: input.tenant, application: input.application, at: input.at }, { key: `delivery-withdrawal:${input.application}` }));
}
