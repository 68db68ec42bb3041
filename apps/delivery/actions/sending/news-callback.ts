import { createHmac } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Sending } from './open-sending.ts';

/** Where the service tells of news about what is sent under an id, unless it could not reach us there; then we ask. The secret is made from the platform's own and kept nowhere. */
export function newsCallback(house: Pick<House, 'config'>, tenant: TenantId, id: string, { settings }: Pick<Sending, 'settings'>): { readonly callback?: { readonly url: string; readonly secret: string } } {
  const { publicAddress, fitConnect } = house.config;
  if (!publicAddress.startsWith('https://') && settings.api !== fitConnect.address) return {};
  return { callback: { url: `${publicAddress}/fit-connect-news/${tenant}/${id}`, secret: newsSecret(house, tenant, id) } };
}

/** The secret with which the service signs its callbacks about what is sent under an id. */
export function newsSecret(house: Pick<House, 'config'>, tenant: string, id: string): string {
  return createHmac('sha256', house.config.secret).update(`delivery/fit-connect-callback:${tenant}:${id}`).digest('base64url');
}
