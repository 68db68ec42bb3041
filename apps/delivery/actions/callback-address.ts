import type { House } from '@allmende/house';

/** Where a delivery service calls back about a reception; undefined where the platform has no address that another machine may call. FIT-Connect wants https, except on one machine. */
export function callbackAddress(config: Pick<House['config'], 'publicAddress' | 'environment'>, tenant: string, reception: string): string | undefined {
  if (!config.publicAddress.startsWith('https://') && config.environment === 'production') return undefined;
  return `${config.publicAddress}/fit-connect-callbacks/${tenant}/${reception}`;
}
