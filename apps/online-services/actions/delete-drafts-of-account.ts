import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { removeFilesOfKey } from '@allmende/files';
import type { House } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deleteDraft, forgetAccount, listDraftsOfAccount } from '../data/draft.ts';
import { deleteEvidenceOfKey } from '../data/evidence.ts';

/** Deletes the open drafts of a citizen account that was deleted, with their keys, and forgets whose the sent ones were. What was sent stays with its case. Repeating it changes nothing. Art. 17 DSGVO. */
export async function deleteDraftsOfAccount(house: Pick<House, 'database' | 'clock' | 'files'>, input: { tenant: TenantId; account: string }): Promise<void> {
  await house.database.inTenant(input.tenant, async (tx) => {
    for (const id of await listDraftsOfAccount(tx, input.account)) {
      const key = await deleteDraft(tx, id);
      if (key === undefined) continue;
      await deleteEvidenceOfKey(tx, key);
      await destroyDataKey(tx, key);
      await removeFilesOfKey(tx, house, key);
      await record(tx, { actor: { kind: 'system', name: 'online-services' }, action: 'online-services/draft-deleted', subject: { kind: 'draft', id }, facts: { reason: 'account-deleted' }, at: house.clock.now() });
    }
    await forgetAccount(tx, input.account);
  });
}
