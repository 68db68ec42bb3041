import { translations, type Language } from '@allmende/i18n';
import type { Origin } from './prefill.ts';

const words = translations({
  de: { id: 'aus Ihrem Ausweis', account: 'aus Ihrem Konto', locked: 'Diese Angabe kommt aus Ihrem Ausweis und lässt sich hier nicht ändern.', readerId: 'aus dem Ausweis der Person', readerAccount: 'aus dem Konto der Person' },
  en: { id: 'from your ID', account: 'from your account', locked: 'This comes from your ID and cannot be changed here.', readerId: 'from the person’s ID', readerAccount: 'from the person’s account' },
  'de-leicht': { id: 'aus Ihrem Ausweis', account: 'aus Ihrem Konto', locked: 'Diese Antwort steht in Ihrem Ausweis. Sie können sie hier nicht ändern.', readerId: 'aus dem Ausweis der Person', readerAccount: 'aus dem Konto der Person' },
  uk: { id: 'з вашого посвідчення', account: 'з вашого облікового запису', locked: 'Ці дані з вашого посвідчення, змінити їх тут не можна.', readerId: 'з посвідчення особи', readerAccount: 'з облікового запису особи' },
  ar: { id: 'من بطاقة هويتك', account: 'من حسابك', locked: 'هذه البيانات من بطاقة هويتك ولا يمكن تغييرها هنا.', readerId: 'من بطاقة هوية الشخص', readerAccount: 'من حساب الشخص' },
});

/** Where an answer comes from, for the person whose it is. */
export function originWords(origin: Origin, language: Language): string {
  return words(language)[origin.from];
}

/** The same for whoever works on it. */
export function originWordsForOffice(origin: Origin, language: Language): string {
  const t = words(language);
  return origin.from === 'id' ? t.readerId : t.readerAccount;
}

/** Why an answer cannot be changed. */
export function lockedWords(language: Language): string {
  return words(language).locked;
}
