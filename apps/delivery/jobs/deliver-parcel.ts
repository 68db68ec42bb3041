import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { deliverParcel } from '../actions/deliver-parcel.ts';
import type { ApplicationPort } from '../domain/application-port.ts';
import { DELIVER_JOB } from '../domain/deliver-job.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';

/** The job that hands parcels to these targets. */
export function deliverParcelJob(ports: { readonly targets: readonly DeliveryTarget[]; readonly applications: ApplicationPort }): JobDefinition<typeof DELIVER_JOB.payload> {
  return defineJob({ ...DELIVER_JOB, handle: (house, { tenant, parcel }) => deliverParcel(house, ports, { tenant: tenantId(tenant), parcel }) });
}
