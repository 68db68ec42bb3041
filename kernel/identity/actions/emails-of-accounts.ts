import type { House } from '@allmende/house';
import { listAccounts } from '../data/account.ts';

/** Addresses of accounts that may still sign in; closed and unknown ones are missing. For telling people what they asked to be told; callers check who may hear it. */
export async function emailsOfAccounts(house: Pick<House, 'database'>, accountIds: readonly string[]): Promise<Map<string, string>> {
  const accounts = await house.database.withoutTenant((tx) => listAccounts(tx, [...new Set(accountIds)]));
  return new Map(accounts.filter((one) => one.disabledAt === null).map(({ id, email }) => [id, email]));
}
