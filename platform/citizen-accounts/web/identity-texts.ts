import type { Locale } from '@allmende/i18n';

const words = {
  de: {
    levels: { none: 'ohne Anmeldung', basic: 'Basis (Benutzername und Passwort)', substantial: 'substanziell (ELSTER-Zertifikat)', high: 'hoch (Online-Ausweis)' },
    attributes: {
      givenName: 'Vorname', familyName: 'Nachname', birthName: 'Geburtsname', birthDate: 'Geburtsdatum', birthPlace: 'Geburtsort', nationality: 'Staatsangehörigkeit', gender: 'Geschlecht', title: 'Titel', email: 'E-Mail-Adresse', telephone: 'Telefon',
      street: 'Straße und Hausnummer', postcode: 'Postleitzahl', town: 'Wohnort', country: 'Land', mailbox: 'Postfach der BundID',
    },
    sources: { high: 'aus Ihrem Ausweis', account: 'aus Ihrem Konto' },
  },
  en: {
    levels: { none: 'without signing in', basic: 'basic (user name and password)', substantial: 'substantial (ELSTER certificate)', high: 'high (online ID card)' },
    attributes: {
      givenName: 'First name', familyName: 'Last name', birthName: 'Name at birth', birthDate: 'Date of birth', birthPlace: 'Place of birth', nationality: 'Nationality', gender: 'Gender', title: 'Title', email: 'E-mail address', telephone: 'Telephone',
      street: 'Street and number', postcode: 'Postcode', town: 'Town', country: 'Country', mailbox: 'BundID mailbox',
    },
    sources: { high: 'from your ID', account: 'from your account' },
  },
};

/** Words for levels and attributes, for all pages of this room. */
export function identityTexts(locale: Locale): (typeof words)['de'] {
  return words[locale];
}
