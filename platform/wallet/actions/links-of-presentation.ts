import type { House } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import { openWalletSide } from '../clients/open-wallet-side.ts';
import { testWalletAddress } from '../clients/test-wallet-address.ts';
import { walletAddresses } from '../domain/presentation-request.ts';
import { PRESENT_SCHEME, wishLink } from '../domain/wallet-link.ts';

/** Links that open a wallet with a request: `wallet` for any, `test` for the test wallet of a demonstration. Throws NotFound where none can be asked. */
export async function linksOfPresentation(house: Pick<House, 'config' | 'clock'>, address: { readonly tenant: string; readonly id: string }): Promise<{ readonly wallet: string; readonly test: string | undefined }> {
  const access = await openWalletSide(house).accessKey();
  if (!access) throw new NotFound();
  const wish = { clientId: access.clientId, requestAddress: walletAddresses(house.config.publicAddress, address.tenant, address.id).request };
  const test = await testWalletAddress(house.config);
  return { wallet: wishLink(PRESENT_SCHEME, wish), test: test === undefined ? undefined : wishLink(`${test}/present`, wish) };
}
