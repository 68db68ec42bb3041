import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@allmende/config';
import { readTrustList, type TrustList } from '../domain/trust-list.ts';

/** The trust list of the operator, read anew each time so that a withdrawn issuer is gone at once. In demonstration that of the test wallet, when there is one. Undefined without a list; throws InvalidInput for one that cannot be used. */
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
  return readTrustList(JSON.parse(text), { isProduction });
}
