import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@allmende/config';
import { readTrustList, type TrustList } from '../domain/trust-list.ts';

let last: { readonly text: string; readonly isProduction: boolean; readonly list: TrustList } | undefined;

/** The trust list of the operator; the file is read each time so that a withdrawn issuer is gone at once, and checked anew when it has changed. In demonstration that of the test wallet, when there is one. Undefined without a list; throws InvalidInput for one that cannot be used. */
export async function readTrustFile(config: Pick<Config, 'environment' | 'dataDir' | 'wallet'>): Promise<TrustList | undefined> {
  const isProduction = config.environment === 'production';
  const file = config.wallet.trustFile ?? (isProduction ? undefined : path.join(config.dataDir, 'test-wallet', 'trust.json'));
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (config.wallet.trustFile === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (last?.text !== text || last.isProduction !== isProduction) last = { text, isProduction, list: readTrustList(JSON.parse(text), { isProduction }) };
  return last.list;
}
