import { translations } from '@allmende/i18n';

const percent = (locale: 'de' | 'en') => (ppm: number) => `${new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.floor(ppm / 100) / 100)}${locale === 'de' ? '\u00a0%' : '%'}`;
const bytes = (locale: 'de' | 'en') => (value: number) => {
  const format = (of: number, unit: string) => `${new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: of < 10 ? 1 : 0 }).format(of)}\u00a0${unit}`;
  return value < 1e6 ? format(value / 1e3, 'kB') : value < 1e9 ? format(value / 1e6, 'MB') : format(value / 1e9, 'GB');
};
const number = (locale: 'de' | 'en') => (value: number) => new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);

/** Words and numbers that the pages for staff share. */
export const operationWords = translations({
  de: {
    operation: 'Betrieb', since: (at: string) => `seit ${at}`, alerts: 'Warnungen', alert: 'Was', severity: 'Wie schwer', warning: 'Warnung', danger: 'dringend', value: 'Wert', fired: 'Seit', ended: 'Vorbei', open: 'offen', noAlerts: 'Zurzeit gibt es keine Warnungen.', noOld: 'Noch gab es keine.',
    handled: (at: string) => `in Arbeit seit ${at}`, takeOn: 'Ich kümmere mich', advice: 'Was zu tun ist', old: 'Frühere Warnungen', mails: 'Warnungen per E-Mail', mailsOn: 'Sie bekommen neue Warnungen per E-Mail.', mailsOff: 'Sie bekommen keine E-Mails.', mailsStart: 'E-Mails bestellen', mailsEnd: 'E-Mails abbestellen',
    noMail: 'Diese Installation verschickt keine E-Mails. Warnungen stehen nur auf dieser Seite.', never: 'noch nie', lastLook: (at: string) => `Zuletzt nachgesehen: ${at}.`, percent: percent('de'), bytes: bytes('de'), number: number('de'), authority: 'Behörde', action: 'Handlung',
  },
  en: {
    operation: 'Operation', since: (at: string) => `since ${at}`, alerts: 'Alerts', alert: 'What', severity: 'How serious', warning: 'warning', danger: 'urgent', value: 'Value', fired: 'Since', ended: 'Over', open: 'open', noAlerts: 'There are no alerts at the moment.', noOld: 'There were none yet.',
    handled: (at: string) => `being handled since ${at}`, takeOn: 'I take care of it', advice: 'What to do', old: 'Earlier alerts', mails: 'Alerts by e-mail', mailsOn: 'You get new alerts by e-mail.', mailsOff: 'You get no e-mails.', mailsStart: 'Subscribe to e-mails', mailsEnd: 'End e-mails',
    noMail: 'This installation sends no e-mails. Alerts are only on this page.', never: 'never yet', lastLook: (at: string) => `Last look: ${at}.`, percent: percent('en'), bytes: bytes('en'), number: number('en'), authority: 'Authority', action: 'Action',
  },
});
