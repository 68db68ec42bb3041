import { rows, type TenantTx } from '@allmende/database';
import type { DeliveryTables } from './tables.ts';

/** Whether a message of a destination was taken before. */
export async function wasHeard(tx: TenantTx, destination: string, id: string): Promise<boolean> {
  return (await rows<DeliveryTables>(tx).selectFrom('delivery.heard').where('tenant_id', '=', tx.tenant).where('destination_id', '=', destination).where('id', '=', id).select('id').executeTakeFirst()) !== undefined;
}

/** Notes that a message was taken; false when it was before. */
export async function noteHeard(tx: TenantTx, destination: string, id: string, at: Date): Promise<boolean> {
  const made = await rows<DeliveryTables>(tx).insertInto('delivery.heard').values({ tenant_id: tx.tenant, destination_id: destination, id, at }).onConflict((conflict) => conflict.columns(['tenant_id', 'destination_id', 'id']).doNothing()).returning('id').executeTakeFirst();
  return made !== undefined;
}
