import { readAccounts } from '../demo/account-file.ts';
import { readOptions } from '../options.ts';

/** Prints the demo accounts. */
export async function accounts(args: readonly string[]): Promise<number> {
  const { dataDir, json } = readOptions(args);
  const list = await readAccounts(dataDir);
  if (json) console.log(JSON.stringify(list));
  else if (list.length === 0) console.log('Hier gibt es keine Beispielkonten. Sie entstehen beim ersten ./allmende up ohne --empty.');
  else for (const one of list) console.log(`${one.role}\t${one.authority}\t${one.email}\t${one.password}`);
  return 0;
}
