import { translations } from '@allmende/i18n';

/** What the attributes of a person are called. */
export const attributeWords = translations({
  de: { givenName: 'Vorname', familyName: 'Familienname', birthName: 'Geburtsname', birthDate: 'Geburtsdatum', street: 'Straße', houseNumber: 'Hausnummer', postcode: 'Postleitzahl', town: 'Ort' },
  en: { givenName: 'First name', familyName: 'Family name', birthName: 'Name at birth', birthDate: 'Date of birth', street: 'Street', houseNumber: 'House number', postcode: 'Postcode', town: 'Town' },
});
