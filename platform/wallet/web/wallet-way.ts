import type { OtherWay } from '@allmende/citizen-accounts/module';
import { withQuery } from '@allmende/tenancy';
import { isWalletSetUp } from '../actions/is-wallet-offered.ts';

/** Identifying oneself by wallet, beside BundID. */
export const walletWay: OtherWay = {
  id: 'wallet', level: 'high',
  label: { de: 'Mit der Wallet ausweisen', en: 'Identify yourself with your wallet' },
  hint: { de: 'Sie brauchen eine EUDI-Wallet mit Ihrem Personalausweis, auf diesem oder einem anderen Gerät.', en: 'You need an EUDI wallet with your identity card, on this or another device.' },
  href: (house, { authority, service, next }) => (isWalletSetUp(house) ? withQuery(house.urlFor.place(authority.slug, 'identify', 'wallet'), { service, next }) : undefined),
};
