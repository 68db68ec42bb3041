import { readAccounts } from '../demo/account-file.ts';
import { readOptions } from '../options.ts';
import { printAccounts } from '../output/accounts.ts';

/** Prints the demo accounts. */
export async function accounts(args: readonly string[]): Promise<number> {
  const { dataDir, json } = readOptions(args);
  const list = await readAccounts(dataDir);
  if (json) console.log(JSON.stringify(list));
  else if (list.length === 0) console.log('Hier gibt es keine Beispielkonten. Sie entstehen beim ersten ./allmende up ohne --empty.');
  else printAccounts(list);
  return 0;
}
