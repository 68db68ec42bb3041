import type { House } from '@allmende/house';
import type { ServiceAccess } from '../clients/fit-connect/connect-service.ts';

/** How the delivery service of a reception is reached: out in the internet, or on this machine where the platform's own one is. */
export function receptionAccess(house: Pick<House, 'config' | 'clock'>, to: { readonly apiAddress: string; readonly tokenAddress: string; readonly clientId: string; readonly clientSecret: string }): ServiceAccess {
  const { config, clock } = house;
  const own = new URL(config.fitConnect.address).origin;
  const isOwn = [to.apiAddress, to.tokenAddress].every((address) => URL.canParse(address) && new URL(address).origin === own);
  return { api: to.apiAddress, token: to.tokenAddress, clientId: to.clientId, clientSecret: to.clientSecret, mayBeInside: isOwn || config.environment !== 'production', now: () => clock.now() };
}
