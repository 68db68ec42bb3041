import { translations, type Language } from '@allmende/i18n';
import type { Level } from '../domain/level.ts';
import type { AttributeName } from '../domain/verified-identity.ts';

const levels = translations({
  de: { none: 'ohne Anmeldung', basic: 'Basis (Benutzername und Passwort)', substantial: 'substanziell (ELSTER-Zertifikat)', high: 'hoch (Online-Ausweis)' },
  en: { none: 'without signing in', basic: 'basic (user name and password)', substantial: 'substantial (ELSTER certificate)', high: 'high (online ID card)' },
  'de-leicht': { none: 'ohne Anmeldung', basic: 'einfach (Benutzer-Name und Passwort)', substantial: 'mittel (ELSTER-Zertifikat)', high: 'hoch (Online-Ausweis)' },
  uk: { none: 'без входу', basic: 'базовий (ім’я користувача і пароль)', substantial: 'суттєвий (сертифікат ELSTER)', high: 'високий (онлайн-посвідчення)' },
  ar: { none: 'دون تسجيل دخول', basic: 'أساسي (اسم مستخدم وكلمة مرور)', substantial: 'جوهري (شهادة ELSTER)', high: 'عالٍ (الهوية الإلكترونية)' },
});

const attributes = translations({
  de: {
    givenName: 'Vorname', familyName: 'Nachname', birthName: 'Geburtsname', birthDate: 'Geburtsdatum', birthPlace: 'Geburtsort', nationality: 'Staatsangehörigkeit', gender: 'Geschlecht', title: 'Titel', email: 'E-Mail-Adresse', telephone: 'Telefon',
    street: 'Straße und Hausnummer', postcode: 'Postleitzahl', town: 'Wohnort', country: 'Land', mailbox: 'Postfach der BundID',
  },
  en: {
    givenName: 'First name', familyName: 'Last name', birthName: 'Name at birth', birthDate: 'Date of birth', birthPlace: 'Place of birth', nationality: 'Nationality', gender: 'Gender', title: 'Title', email: 'E-mail address', telephone: 'Telephone',
    street: 'Street and number', postcode: 'Postcode', town: 'Town', country: 'Country', mailbox: 'BundID mailbox',
  },
  'de-leicht': {
    givenName: 'Vorname', familyName: 'Nachname', birthName: 'Name bei der Geburt', birthDate: 'Geburts-Datum', birthPlace: 'Geburts-Ort', nationality: 'Staats-Angehörigkeit', gender: 'Geschlecht', title: 'Titel', email: 'E-Mail-Adresse', telephone: 'Telefon',
    street: 'Straße und Haus-Nummer', postcode: 'Post-Leitzahl', town: 'Wohn-Ort', country: 'Land', mailbox: 'Post-Fach der BundID',
  },
  uk: {
    givenName: 'Ім’я', familyName: 'Прізвище', birthName: 'Прізвище при народженні', birthDate: 'Дата народження', birthPlace: 'Місце народження', nationality: 'Громадянство', gender: 'Стать', title: 'Титул', email: 'Електронна пошта', telephone: 'Телефон',
    street: 'Вулиця і номер будинку', postcode: 'Поштовий індекс', town: 'Місце проживання', country: 'Країна', mailbox: 'Поштова скринька BundID',
  },
  ar: {
    givenName: 'الاسم الأول', familyName: 'اسم العائلة', birthName: 'الاسم عند الولادة', birthDate: 'تاريخ الميلاد', birthPlace: 'مكان الميلاد', nationality: 'الجنسية', gender: 'الجنس', title: 'اللقب العلمي', email: 'البريد الإلكتروني', telephone: 'الهاتف',
    street: 'الشارع ورقم المنزل', postcode: 'الرمز البريدي', town: 'مكان السكن', country: 'البلد', mailbox: 'صندوق بريد BundID',
  },
});

const sources = translations({
  de: { high: 'aus Ihrem Ausweis', account: 'aus Ihrem Konto' }, en: { high: 'from your ID', account: 'from your account' }, 'de-leicht': { high: 'aus Ihrem Ausweis', account: 'aus Ihrem Konto' },
  uk: { high: 'з вашого посвідчення', account: 'з вашого облікового запису' }, ar: { high: 'من بطاقة هويتك', account: 'من حسابك' },
});

/** Words for levels and attributes, for all pages of this room. */
export function identityTexts(language: Language): { readonly levels: Readonly<Record<Level, string>>; readonly attributes: Readonly<Record<AttributeName, string>>; readonly sources: { readonly high: string; readonly account: string } } {
  return { levels: levels(language), attributes: attributes(language), sources: sources(language) };
}
