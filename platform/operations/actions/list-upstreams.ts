import type { House } from '@allmende/house';
import { markOfUpstreams, selectUpstreams, type Upstream } from '../data/upstream.ts';

/** For the gateway: where the instances of all authorities are reached. Cheap to ask again and again: with the mark of the last answer it says only whether anything is new (`undefined`). */
export async function listUpstreams(house: Pick<House, 'database'>, known: string | undefined): Promise<{ readonly mark: string; readonly upstreams: readonly Upstream[] } | undefined> {
  return house.database.acrossTenants('operations/list-upstreams', async (tx) => {
    const mark = await markOfUpstreams(tx);
    return mark === known ? undefined : { mark, upstreams: await selectUpstreams(tx) };
  });
}
