import type { House } from '@allmende/house';
import { openWalletSide } from '../clients/open-wallet-side.ts';
import { issuersOn } from '../domain/trust-list.ts';

/** Whether people can identify themselves by wallet here: an access certificate and a trust list that counts today. A list that cannot be read is reported in the log and offers nothing. */
export async function isWalletOffered(house: Pick<House, 'config' | 'clock' | 'log'>): Promise<boolean> {
  try {
    const side = openWalletSide(house);
    const list = await side.trustList();
    return list !== undefined && (issuersOn(list, house.clock.today())?.length ?? 0) > 0 && (await side.accessKey()) !== undefined;
  } catch (error) {
    house.log.error({ err: error }, 'wallets cannot be asked');
    return false;
  }
}
