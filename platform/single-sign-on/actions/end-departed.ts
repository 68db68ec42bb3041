import { heldAccess } from '@allmende/gateway';
import type { House } from '@allmende/house';
import { livingSessions } from '@allmende/identity';
import { selectOpenSignIns } from '../data/sign-in.ts';
import { endOneSignIn } from './end-one-sign-in.ts';

/**
 * Ends every sign-in at an app whose ground is gone: the platform's session is over, the person left the authority, or may not use the instance any more. Codes and tokens are deleted, and the app is told by a job. Returns how many.
 * That a token opens nothing any more does not wait for this: each use looks for itself.
 */
export async function endDeparted(house: Pick<House, 'database' | 'clock' | 'config'>): Promise<number> {
  const open = await house.database.acrossTenants('single-sign-on/look-at-sign-ins', selectOpenSignIns);
  if (open.length === 0) return 0;
  const [living, held] = await Promise.all([
    livingSessions(house, { ids: [...new Set(open.map((one) => one.platformSession))], used: new Set() }),
    heldAccess(house, open.map(({ instance, accountId }) => ({ instance, accountId }))),
  ]);
  const departed = open.filter((one) => {
    const session = living.get(one.platformSession);
    return session?.accountId !== one.accountId || !session.tenants.includes(one.tenant) || !held.has(`${one.instance} ${one.accountId}`);
  });
  for (const one of departed) await house.database.inTenant(one.tenant, (tx) => endOneSignIn(tx, one, house.clock.now()));
  return departed.length;
}
