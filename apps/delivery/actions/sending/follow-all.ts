import type { House } from '@allmende/house';
import { selectOverdue } from '../../data/outgoing.ts';
import { enqueueFollow } from './enqueue-follow.ts';

const LATE_MS = 120_000;
const AT_ONCE = 1_000;

/** Lets everything be followed again whose look is more than two minutes late, because a worker fell over in between. */
export async function followAll(house: House): Promise<void> {
  const before = new Date(house.clock.now().getTime() - LATE_MS);
  const overdue = await house.database.acrossTenants('delivery/follow-submissions', (tx) => selectOverdue(tx, before, AT_ONCE));
  for (const { tenant, application } of overdue) await house.database.inTenant(tenant, (tx) => enqueueFollow(tx, application));
}
