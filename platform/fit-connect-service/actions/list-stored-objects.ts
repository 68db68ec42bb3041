import type { Tx } from '@allmende/database';
import { listAttachmentObjects } from '../data/attachment.ts';

/** The objects of the store that the service needs: what must be there after a restore. */
export async function listStoredObjects(tx: Tx): Promise<string[]> {
  return listAttachmentObjects(tx);
}
