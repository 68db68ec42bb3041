import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { insertMailboxItem } from '../../data/mailbox-item.ts';
import { TELL_MAILBOX_JOB } from '../../domain/mailbox-job.ts';
import { formsOf, statusOfState } from '../../domain/mailbox-message.ts';
import type { DeliveryPorts } from '../delivery-ports.ts';
import { mailboxDestination } from './mailbox-destination.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the ports.
const order = defineJob({ ...TELL_MAILBOX_JOB, handle: async () => { throw new Error('mailboxes are told by the worker that knows the ports'); } });

/** Orders what goes into the mailbox of an applicant who agreed to it, once for each `cause`; does nothing for everybody else, and for states that say nothing new. Called from subscriptions. */
export async function orderMailboxNews(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly application: string; readonly cause: string }): Promise<void> {
  const { tenant, application, cause } = input;
  const destination = await mailboxDestination(house, tenant);
  if (destination === undefined) return;
  const of = await ports.applications.mailboxOf?.(house, tenant, application);
  const status = of && statusOfState(of.state);
  if (status === undefined) return;
  const at = house.clock.now();
  await house.database.inTenant(tenant, async (tx) => {
    for (const form of formsOf(status)) {
      const item = await insertMailboxItem(tx, { application, destination, status, form, cause, at });
      if (item !== undefined) await enqueue(tx, order, { tenant, item }, { key: `delivery-mailbox:${item}` });
    }
  });
}
