import { newId, type TenantTx } from '@allmende/database';
import type { NewEvent } from './define-event.ts';
import { DISPATCH_ATTEMPTS, DISPATCH_JOB } from './dispatch-job.ts';

/** Writes an event in the transaction of the act; subscribers hear of it after the commit. Returns its id. */
export async function emit(tx: TenantTx, event: NewEvent): Promise<string> {
  const id = newId();
  await tx.client.query({
    name: 'events-emit',
    text: `with written as (insert into events.event (tenant_id, id, type, aggregate, payload) values ($1, $2, $3, $4, $5) returning 1)
           select jobs.enqueue($6, json_build_object('tenant', $1::uuid, 'event', $2::uuid), null, null, $7, null, 0) from written`,
    values: [tx.tenant, id, event.type, event.aggregate, JSON.stringify(event.payload), DISPATCH_JOB, DISPATCH_ATTEMPTS],
  });
  return id;
}
