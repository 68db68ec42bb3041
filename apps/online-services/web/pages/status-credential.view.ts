import type { View } from '@allmende/http';
import { alert, code, details, heading, html, lead, link, linkButton, paragraph, qrCode, section } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { Offer } from '@allmende/wallet';

const texts = translations({
  de: {
    title: 'In die Wallet holen', status: 'Stand des Antrags', lead: (minutes: number) => `Öffnen Sie Ihre Wallet. Sie fragt nach dieser PIN. Beides gilt ${minutes} Minuten und einmal.`, pin: 'Ihre PIN', open: 'Wallet öffnen', test: 'Test-Wallet öffnen',
    testHint: 'Nur zur Vorführung.', other: 'Auf einem anderen Gerät', scan: 'Lesen Sie diesen QR-Code mit Ihrer Wallet.', qr: 'QR-Code, der Ihre Wallet öffnet', asLink: 'Was im QR-Code steht', back: 'Zurück zum Stand des Antrags', here: 'Auf diesem Gerät',
  },
  en: {
    title: 'Fetch into the wallet', status: 'Status of the application', lead: (minutes: number) => `Open your wallet. It asks for this PIN. Both are valid for ${minutes} minutes and once.`, pin: 'Your PIN', open: 'Open wallet', test: 'Open test wallet',
    testHint: 'For demonstration only.', other: 'On another device', scan: 'Read this QR code with your wallet.', qr: 'QR code that opens your wallet', asLink: 'What the QR code says', back: 'Back to the status of the application', here: 'On this device',
  },
});

/** The PIN, and two ways to open a wallet. */
export function credentialOfferView(model: { readonly offer: Offer; readonly place: { readonly name: string; readonly href: string }; readonly statusHref: string }, locale: Locale): View {
  const t = texts(locale);
  const { offer } = model;
  return {
    title: t.title, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.status, href: model.statusHref }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead(offer.minutes))}${alert({ kind: 'info', title: `${t.pin}: ${offer.pin.slice(0, 3)} ${offer.pin.slice(3)}` })}${section(html`${heading(t.here, 2)}${offer.test === undefined ? '' : html`${paragraph(linkButton({ label: t.test, href: offer.test, look: 'secondary' }))}${paragraph(t.testHint, 'muted')}`}${
      paragraph(linkButton({ label: t.open, href: offer.wallet }))}`)}${section(html`${heading(t.other, 2)}${paragraph(t.scan)}${qrCode({ cells: offer.cells, label: t.qr })}${details({ summary: t.asLink, body: code(offer.wallet) })}`)}${paragraph(link({ label: t.back, href: model.statusHref }))}`,
  };
}
