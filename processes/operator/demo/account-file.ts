import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeJson } from '../supervision/write-json.ts';

/** A demo account as it is printed for newcomers; only demo installations have them. */
export type DemoAccount = { readonly role: string; readonly authority: string; readonly email: string; readonly password: string };

const at = (dataDir: string) => path.join(dataDir, 'demo-accounts.json');

/** The demo accounts of a data folder; none in production and with `--empty`. */
export async function readAccounts(dataDir: string): Promise<readonly DemoAccount[]> {
  return existsSync(at(dataDir)) ? (JSON.parse(await readFile(at(dataDir), 'utf8')) as DemoAccount[]) : [];
}

export async function writeAccounts(dataDir: string, accounts: readonly DemoAccount[]): Promise<void> {
  await writeJson(at(dataDir), accounts, 0o600);
}
