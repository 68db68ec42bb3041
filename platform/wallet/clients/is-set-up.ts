import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '@allmende/config';

/** Whether the operator has given what asking wallets needs; in demonstration, whether a test wallet has made its trust list. */
export function isSetUp(config: Pick<Config, 'environment' | 'dataDir' | 'wallet'>): boolean {
  if (config.environment === 'production') return config.wallet.trustFile !== undefined && config.wallet.access !== undefined;
  return config.wallet.trustFile !== undefined || existsSync(path.join(config.dataDir, 'test-wallet', 'trust.json'));
}
