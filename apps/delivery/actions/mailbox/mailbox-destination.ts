import type { TenantId, TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { listDestinations } from '../../data/destination.ts';
import { MAILBOX_WAY } from '../../domain/mailbox-form.ts';

/** Id of the destination by which an authority reaches mailboxes, the one changed last; undefined where none is set up. */
export async function mailboxDestination(tx: TenantTx): Promise<string | undefined> {
  const found = (await listDestinations(tx)).filter(({ target }) => target === MAILBOX_WAY);
  return found.toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime())[0]?.id;
}

/** Whether applicants of an authority can have news in the mailbox of their BundID account. */
export async function reachesMailboxes(house: Pick<House, 'database'>, tenant: TenantId): Promise<boolean> {
  return house.database.inTenant(tenant, async (tx) => (await mailboxDestination(tx)) !== undefined);
}
