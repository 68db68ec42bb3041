import { translations } from '@allmende/i18n';

/** What the attributes of a person are called. */
export const attributeWords = translations({
  de: { givenName: 'Vorname', familyName: 'Familienname', birthDate: 'Geburtsdatum', street: 'Straße und Hausnummer', postcode: 'Postleitzahl', town: 'Ort' },
  en: { givenName: 'First name', familyName: 'Family name', birthDate: 'Date of birth', street: 'Street and number', postcode: 'Postcode', town: 'Town' },
  'de-leicht': { givenName: 'Vorname', familyName: 'Nachname', birthDate: 'Geburts-Datum', street: 'Straße und Haus-Nummer', postcode: 'Post-Leitzahl', town: 'Ort' },
  uk: { givenName: 'Ім’я', familyName: 'Прізвище', birthDate: 'Дата народження', street: 'Вулиця і номер будинку', postcode: 'Поштовий індекс', town: 'Населений пункт' },
  ar: { givenName: 'الاسم الأول', familyName: 'اسم العائلة', birthDate: 'تاريخ الميلاد', street: 'الشارع ورقم المنزل', postcode: 'الرمز البريدي', town: 'المدينة' },
});
