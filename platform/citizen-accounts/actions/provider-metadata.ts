import type { House } from '@allmende/house';
import type { AuthorityRef } from '@allmende/tenancy';
import { serviceProviderMetadata } from '../clients/bundid/service-provider-metadata.ts';
import { askerOf } from './asker-of.ts';

const DAYS = 30;

/** The metadata of an authority for BundID; whoever keeps them asks again within a month. */
export async function providerMetadata(house: Pick<House, 'database' | 'clock' | 'keys' | 'urlFor'>, authority: AuthorityRef): Promise<string> {
  return serviceProviderMetadata(await askerOf(house, authority), authority.name, new Date(house.clock.now().getTime() + DAYS * 86_400_000));
}
