import type { TenantId } from '@allmende/database';
import type { DeliveredReply } from '@allmende/delivery';
import type { House } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { findCase } from '../data/case-file.ts';
import { findRequest } from '../data/document-request.ts';
import { openPart } from './case-seals.ts';

/** A request as the applicant is to read it; undefined when it or its case is gone. Delivery keeps a copy under the key of the application. */
export async function readRequestForApplicant(house: Pick<House, 'database' | 'keys'>, tenant: TenantId, id: string): Promise<DeliveredReply | undefined> {
  return house.database.inTenant(tenant, async (tx) => {
    const request = await findRequest(tx, id);
    const found = request && (await findCase(tx, request.caseId));
    if (!request || !found) return undefined;
    const { key } = await openDataKey(tx, house.keys, found.file.dataKeyId);
    const { text, missing } = openPart('request', key, tenant, id, request.sealed);
    return { id, kind: 'question', text, due: request.dueOn, missing };
  });
}
