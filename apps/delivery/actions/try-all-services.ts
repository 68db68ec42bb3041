import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue, MAY_WAIT } from '@allmende/jobs';
import { wasTried } from '../data/trial.ts';
import { TRIAL_JOB } from '../domain/trial-job.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

const order = defineJob({ ...TRIAL_JOB, priority: MAY_WAIT, handle: async () => { throw new Error('a trial is run by the worker that knows the targets'); } });

/** Orders a sample for every service that is switched on, each as a job of its own; returns how many. */
export async function tryAllServices(house: House, ports: DeliveryPorts): Promise<number> {
  const active = (await ports.applications.listActive?.(house)) ?? [];
  for (const [tenant, services] of Map.groupBy(active, (one) => one.tenant)) {
    await house.database.inTenant(tenant, async (tx) => {
      for (const { service } of services) await enqueue(tx, order, { tenant, service, cause: 'nightly' }, { key: `delivery-trial:${tenant}:${service}` });
    });
  }
  return active.length;
}

/** Orders a sample for a service that was switched on and was never tried here: on its page it was before, when an app starts nobody waited for it. */
export async function orderFirstTrial(house: House, input: { readonly tenant: TenantId; readonly service: string }): Promise<void> {
  await house.database.inTenant(input.tenant, async (tx) => {
    if (!(await wasTried(tx, input.service))) await enqueue(tx, order, { ...input, cause: 'switching-on' }, { key: `delivery-trial:${input.tenant}:${input.service}` });
  });
}
