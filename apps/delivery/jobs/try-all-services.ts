import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { tryAllServices } from '../actions/try-all-services.ts';

const payload = Type.Object({});

/** Every night a sample for every service that is switched on. */
export function tryAllServicesJob(ports: DeliveryPorts): JobDefinition<typeof payload> {
  return defineJob({ name: 'delivery/try-all-services', payload, cron: '20 1 * * *', handle: async (house) => { await tryAllServices(house, ports); } });
}
