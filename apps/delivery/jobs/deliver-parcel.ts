import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { deliverParcel } from '../actions/deliver-parcel.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { DELIVER_JOB } from '../domain/deliver-job.ts';

/** The job that hands parcels to these targets. */
export function deliverParcelJob(ports: DeliveryPorts): JobDefinition<typeof DELIVER_JOB.payload> {
  return defineJob({ ...DELIVER_JOB, handle: (house, { tenant, parcel }) => deliverParcel(house, ports, { tenant: tenantId(tenant), parcel }) });
}
