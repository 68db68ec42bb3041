import { isUuid, tenantId } from '@allmende/database';
import { checkCallback, FitConnectRefusal } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { findOutgoing } from '../../data/outgoing.ts';
import { CallbackRefused } from '../../domain/errors.ts';
import { enqueueHear } from '../replies/enqueue-hear.ts';
import { enqueueFollow } from './enqueue-follow.ts';
import { newsSecret } from './news-callback.ts';

/**
 * The delivery service says that there is news about a submission: its event log is read at once. Nothing of what the call itself says is believed. The same call again changes nothing. Throws CallbackRefused for everybody who does not know the
 * secret, also where there is no such submission.
 */
export async function hearNews(house: House, call: { readonly tenant: string; readonly application: string; readonly authentication: string | undefined; readonly timestamp: string | undefined; readonly body: string }): Promise<void> {
  const { tenant, application, authentication, timestamp, body } = call;
  if (!isUuid(tenant) || !isUuid(application)) throw new CallbackRefused();
  try {
    checkCallback({ secret: newsSecret(house, tenant, application), authentication, timestamp, body, now: house.clock.now() });
  } catch (error) {
    throw error instanceof FitConnectRefusal ? new CallbackRefused() : error;
  }
  await house.database.inTenant(tenantId(tenant), async (tx) => {
    const outgoing = await findOutgoing(tx, application);
    if (outgoing === undefined) return;
    await enqueueFollow(tx, application);
    if (outgoing.state === 'accepted') await enqueueHear(tx, outgoing.destination);
  });
}
