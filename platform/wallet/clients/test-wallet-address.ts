import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@allmende/config';

/** Where the test wallet of a demonstration answers; undefined when none runs, and always in production. */
export async function testWalletAddress(config: Pick<Config, 'environment' | 'dataDir'>): Promise<string | undefined> {
  if (config.environment === 'production') return undefined;
  const text = await readFile(path.join(config.dataDir, 'test-wallet', 'address'), 'utf8').catch(() => undefined);
  return text !== undefined && /^http:\/\/(?:localhost|127\.0\.0\.1|[a-z0-9-]+\.localhost):\d{1,5}$/u.test(text.trim()) ? text.trim() : undefined;
}
