import type { OtherWay } from '@allmende/citizen-accounts/module';
import { withQuery } from '@allmende/tenancy';
import { isWalletSetUp } from '../actions/is-wallet-offered.ts';

/** Identifying oneself by wallet, beside BundID. */
export const walletWay: OtherWay = {
  id: 'wallet', level: 'high',
  label: { de: 'Mit der Wallet ausweisen', en: 'Identify yourself with your wallet', 'de-leicht': 'Mit der Wallet ausweisen', uk: 'Підтвердити особу за допомогою гаманця', ar: 'إثبات الهوية بالمحفظة الرقمية' },
  hint: { de: 'Sie brauchen eine EUDI-Wallet mit Ihrem Personalausweis, auf diesem oder einem anderen Gerät.', en: 'You need an EUDI wallet with your identity card, on this or another device.', 'de-leicht': 'Eine Wallet ist eine App für Ausweise. Sie brauchen eine Wallet mit Ihrem Personal-Ausweis.', uk: 'Вам потрібен гаманець EUDI з вашим посвідченням особи на цьому або іншому пристрої.', ar: 'تحتاج إلى محفظة EUDI فيها بطاقة هويتك، على هذا الجهاز أو على جهاز آخر.' },
  href: (house, { authority, service, next }) => (isWalletSetUp(house) ? withQuery(house.urlFor.place(authority.slug, 'identify', 'wallet'), { service, next }) : undefined),
};
