import type { Tx } from '@allmende/database';
import { listPasskeys } from '../data/passkey.ts';
import { findTimeCode } from '../data/time-code.ts';

/** Whether an account has something to show beside its password. */
export async function hasSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  const app = await findTimeCode(tx, accountId);
  return (app !== undefined && app.confirmedAt !== null) || (await listPasskeys(tx, accountId)).length > 0;
}
