import type { House } from '@allmende/house';
import { markOfObserved, selectObserved, type ObservedInstance } from '../data/observed.ts';

type Where = Pick<House, 'database'>;

/** For those who watch what runs: every instance that is not deleted with its state, or one, or those that run in some runtimes; copies are left out. */
export async function listObserved(house: Where, only: { readonly instance?: string; readonly runningIn?: readonly string[] } = {}): Promise<readonly ObservedInstance[]> {
  return house.database.acrossTenants('operations/list-observed', (tx) => selectObserved(tx, only));
}

/** The same, cheap to ask again and again: with the mark of the last answer it says only whether anything is new (`undefined`). */
export async function listObservedAnew(house: Where, known: string | undefined): Promise<{ readonly mark: string; readonly instances: readonly ObservedInstance[] } | undefined> {
  return house.database.acrossTenants('operations/list-observed', async (tx) => {
    const mark = await markOfObserved(tx);
    return mark === known ? undefined : { mark, instances: await selectObserved(tx) };
  });
}
