import { isUuid, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { checkCallback } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { findReception } from '../data/reception.ts';
import { enqueueLook } from './look-for-arrivals.ts';
import { openSecret } from './reception-seals.ts';

/**
 * A delivery service says that something waits: after its signature was checked over the body as it came, the reception is looked at. What it says is not believed any further. Throws NotFound for an unknown reception and FitConnectRefusal for a
 * callback that is too old or signed wrongly.
 */
export async function receiveCallback(house: Pick<House, 'database' | 'keys' | 'clock'>, input: { readonly tenant: string; readonly reception: string; readonly authentication: string | undefined; readonly timestamp: string | undefined; readonly body: string }): Promise<void> {
  if (!isUuid(input.tenant) || !isUuid(input.reception)) throw new NotFound();
  const tenant = tenantId(input.tenant);
  const reception = input.reception.toLowerCase();
  await house.database.inTenant(tenant, async (tx) => {
    const stored = await findReception(tx, reception);
    if (!stored) throw new NotFound();
    const { key } = await openDataKey(tx, house.keys, stored.dataKeyId);
    const { callbackSecret } = openSecret('reception', key, tenant, reception, stored.sealed);
    checkCallback({ secret: callbackSecret, authentication: input.authentication, timestamp: input.timestamp, body: input.body, now: house.clock.now() });
    await enqueueLook(tx, reception);
  });
}
