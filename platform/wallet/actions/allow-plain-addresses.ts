import type { Config } from '@allmende/config';
import { setGlobalConfig } from '@openid4vc/oauth2';

/** The libraries refuse addresses without https; a demonstration on one machine has nothing else. Production keeps the rule. */
export function allowPlainAddresses(config: Pick<Config, 'environment' | 'publicAddress'>): void {
  if (config.environment !== 'production' && config.publicAddress.startsWith('http://')) setGlobalConfig({ allowInsecureUrls: true });
}
