import type { House } from '@allmende/house';
import { isSetUp } from '../clients/is-set-up.ts';

/** Whether people can identify themselves by wallet here: an access certificate and a trust list are there. What they say is looked at with each answer. */
export function isWalletSetUp(house: Pick<House, 'config'>): boolean {
  return isSetUp(house.config);
}
