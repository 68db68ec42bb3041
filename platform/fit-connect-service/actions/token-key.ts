import { hkdfSync } from 'node:crypto';
import type { House } from '@allmende/house';

const made = new WeakMap<House['config'], Uint8Array>();

/** The key for access tokens: from the secret of the installation, so that all its processes read each other's. */
export function tokenKey({ config }: Pick<House, 'config'>): Uint8Array {
  const key = made.get(config) ?? new Uint8Array(hkdfSync('sha256', config.secret, '', 'fit-connect access token', 32));
  made.set(config, key);
  return key;
}
