import type { House } from '@allmende/house';
import { listAccounts } from '../data/account.ts';

/** Names of accounts, closed ones included; unknown ids are missing. For pages that already know that these people acted there; callers check the permission. */
export async function namesOfAccounts(house: Pick<House, 'database'>, accountIds: readonly string[]): Promise<Map<string, string>> {
  const accounts = await house.database.withoutTenant((tx) => listAccounts(tx, [...new Set(accountIds)]));
  return new Map(accounts.map(({ id, name }) => [id, name]));
}
