import type { House } from '@allmende/house';
import { isUuid, tenantId, type TenantId } from '@allmende/database';
import { openDataKey, type SecretKey } from '@allmende/secrets';
import { findPresentation } from '../data/presentation.ts';
import type { WalletTables } from '../data/tables.ts';
import type { PresentationRequest } from '../domain/presentation-request.ts';
import { demand } from '../domain/refusal.ts';
import { openPart } from './seals.ts';

/** A stored request with what was sealed of it, and the key under which its parts lie. */
export type OpenedRequest = { readonly row: WalletTables['wallet.presentation']; readonly request: PresentationRequest; readonly tenant: TenantId; readonly key: SecretKey };

/** Opens a request by the parts of its address. Throws WalletRefusal `request-unknown`. */
export async function openRequest(house: Pick<House, 'database' | 'keys'>, address: { readonly tenant: string; readonly id: string }): Promise<OpenedRequest> {
  demand(isUuid(address.tenant) && isUuid(address.id), 'request-unknown');
  const tenant = tenantId(address.tenant);
  const found = await house.database.inTenant(tenant, async (tx) => {
    const row = await findPresentation(tx, address.id);
    return row && { row, key: await openDataKey(tx, house.keys, row.data_key_id) };
  });
  demand(found, 'request-unknown');
  return { row: found.row, tenant, key: found.key.key, request: openPart<PresentationRequest>('request', found.key.key, tenant, address.id, found.row.sealed_request) };
}
