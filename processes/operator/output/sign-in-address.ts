import type { House } from '@allmende/house';

/** Where people sign in, as they type it. */
export function signInAddress(house: Pick<House, 'config' | 'urlFor'>): string {
  return new URL(house.urlFor.public('sign-in'), house.config.publicAddress).href;
}
