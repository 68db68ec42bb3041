import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, type Tx } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob, enqueue, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { prepareRelease } from '../actions/release-version.ts';

const AT_ONCE = 250;
const Payload = Type.Object({ service: Type.String() });

/** Tries the newest version of a service with the values of some hundred authorities and lets the next ones follow. Broken off, it goes on where it was. Everything else goes before it. */
export const prepareReleaseJob: JobDefinition<typeof Payload> = defineJob({
  name: 'online-services/prepare-release',
  payload: Payload,
  priority: 20,
  handle: async (house, { service }) => {
    const ctx = contextFor(house, systemActor('online-services'), PLATFORM_TENANT);
    const { isDone } = await prepareRelease(ctx, { service, limit: AT_ONCE });
    if (!isDone) await house.database.withoutTenant((tx) => enqueuePreparation(tx, service));
  },
});

/** Lets the newest version of a service be tried with the values of all authorities that have another one; asking twice tries once. */
export async function enqueuePreparation(tx: Tx, service: string): Promise<void> {
  await enqueue(tx, prepareReleaseJob, { service }, { key: `online-services/prepare-release:${service}` });
}
