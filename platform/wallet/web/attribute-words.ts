import { translations } from '@allmende/i18n';

/** What the attributes of a person are called. */
export const attributeWords = translations({
  de: { givenName: 'Vorname', familyName: 'Familienname', birthDate: 'Geburtsdatum', street: 'Straße und Hausnummer', postcode: 'Postleitzahl', town: 'Ort' },
  en: { givenName: 'First name', familyName: 'Family name', birthDate: 'Date of birth', street: 'Street and number', postcode: 'Postcode', town: 'Town' },
});
