import { newId, type TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { unwrapDataKey } from '@allmende/secrets';
import { findAccountForUpdate } from '../data/account.ts';
import { insertDataUse } from '../data/data-use.ts';
import { sealDataUse, type DataUseContent } from './account-seals.ts';

/** Notes for a person that data of their account were used, in the transaction of the use. Does nothing for an account that was deleted. */
export async function noteDataUse(ctx: Pick<ActionContext, 'keys' | 'clock'>, tx: TenantTx, account: string, use: DataUseContent): Promise<void> {
  const stored = await findAccountForUpdate(tx, account);
  if (!stored) return;
  const key = await unwrapDataKey(ctx.keys, tx.tenant, stored.dataKeyId, stored.wrapped);
  const id = newId();
  await insertDataUse(tx, { id, accountId: account, at: ctx.clock.now(), sealed: sealDataUse(key, tx.tenant, id, use) });
}
