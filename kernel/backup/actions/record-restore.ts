import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { House } from '@allmende/house';

/** What a restore brought back, for the platform's log. */
export type RestoreFacts = { readonly backup: string; readonly until: string; readonly erasedAgain: number };

/** Writes into the platform's log that it was restored: what came after `until` is not in it any more, and everybody may know that. */
export async function recordRestore(house: Pick<House, 'database' | 'clock'>, { backup, until, erasedAgain }: RestoreFacts): Promise<void> {
  await house.database.inTenant(PLATFORM_TENANT, (tx) =>
    record(tx, { actor: systemActor('restore'), action: 'backup/platform-restored', subject: { kind: 'platform', id: PLATFORM_TENANT }, facts: { backup, until, erasedAgain }, at: house.clock.now() }));
}
