import { PLATFORM_TENANT, type Tx } from '@allmende/database';
import { destroyDataKey } from '@allmende/secrets';
import { saveAccount } from '../data/account.ts';
import { deletePasskeys } from '../data/passkey.ts';
import { deletePendingSignIns } from '../data/pending-sign-in.ts';
import { replaceRecoveryCodes } from '../data/recovery-code.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import { deleteTimeCode } from '../data/time-code.ts';
import type { Account } from '../domain/account.ts';

/** Takes away everything that an account signs in with beside its password, and ends its sessions. The transaction reaches the platform's own tenant. */
export async function removeAllFactors(tx: Tx, accountId: string, at: Date): Promise<void> {
  await deletePasskeys(tx, accountId);
  await replaceRecoveryCodes(tx, accountId, [], at);
  const key = await deleteTimeCode(tx, accountId);
  if (key !== undefined) await destroyDataKey({ ...tx, tenant: PLATFORM_TENANT }, key);
  await deletePendingSignIns(tx, accountId);
  await endSessionsOfAccount(tx, accountId, at);
}

/** Closes an account: nothing opens it any more until it is invited anew. */
export async function closeAccount(tx: Tx, account: Account, at: Date): Promise<void> {
  await saveAccount(tx, { ...account, disabledAt: at });
  await removeAllFactors(tx, account.id, at);
}
