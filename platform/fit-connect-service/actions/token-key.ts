import { hkdfSync } from 'node:crypto';
import type { House } from '@allmende/house';

/** The key for access tokens: from the secret of the installation, so that all its processes read each other's. */
export function tokenKey(house: Pick<House, 'config'>): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', house.config.secret, '', 'fit-connect access token', 32));
}
