import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findLatestDestination } from '../../data/destination.ts';
import { MAILBOX_WAY } from '../../domain/mailbox-form.ts';

/** Id of the destination by which an authority reaches mailboxes, the one changed last; undefined where none is set up. */
export function mailboxDestination(house: Pick<House, 'database'>, tenant: TenantId): Promise<string | undefined> {
  return findLatestDestination(house.database, tenant, MAILBOX_WAY);
}

/** Whether applicants of an authority can have news in the mailbox of their BundID account. */
export async function reachesMailboxes(house: Pick<House, 'database'>, tenant: TenantId): Promise<boolean> {
  return (await mailboxDestination(house, tenant)) !== undefined;
}
