import { localeFor, translations, type Language } from '@allmende/i18n';
import { formatEuro, type Cents } from '@allmende/money';
import type { DocumentHint } from './document-hints.ts';

const texts = translations({
  de: {
    kindFits: (word: string) => `Sieht aus wie das richtige Dokument („${word}“).`, kindDiffers: 'Wir haben kein Wort gefunden, das zu diesem Nachweis passt. Ist es das richtige Dokument?', nameFits: (name: string) => `Der Name ${name} steht darin.`, nameDiffers: (name: string) => `Den Namen ${name} haben wir nicht gefunden.`,
    amountFits: (amount: string) => `Der Betrag ${amount} steht darin.`, amountDiffers: (amount: string) => `Den Betrag ${amount} haben wir nicht gefunden.`, periodFits: 'Der Zeitraum passt.', periodDiffers: 'Wir haben kein passendes Datum gefunden. Ist das Dokument aktuell?', unreadable: 'Wir konnten in diesem Dokument nichts lesen. Das ist nicht schlimm, ein Mensch sieht es sich an.',
  },
  en: {
    kindFits: (word: string) => `Looks like the right document (“${word}”).`, kindDiffers: 'We found no word that goes with this evidence. Is it the right document?', nameFits: (name: string) => `The name ${name} stands in it.`, nameDiffers: (name: string) => `We did not find the name ${name}.`,
    amountFits: (amount: string) => `The amount ${amount} stands in it.`, amountDiffers: (amount: string) => `We did not find the amount ${amount}.`, periodFits: 'The period fits.', periodDiffers: 'We found no date that fits. Is the document recent?', unreadable: 'We could not read anything in this document. That does no harm, a person looks at it.',
  },
  'de-leicht': {
    kindFits: (word: string) => `Das ist wahrscheinlich das richtige Papier („${word}“).`, kindDiffers: 'Vielleicht ist das nicht das richtige Papier. Bitte sehen Sie noch einmal nach.', nameFits: (name: string) => `Der Name ${name} steht darin.`, nameDiffers: (name: string) => `Wir haben den Namen ${name} nicht gefunden.`,
    amountFits: (amount: string) => `Der Betrag ${amount} steht darin.`, amountDiffers: (amount: string) => `Wir haben den Betrag ${amount} nicht gefunden.`, periodFits: 'Die Zeit passt.', periodDiffers: 'Wir haben kein passendes Datum gefunden. Ist das Papier neu genug?', unreadable: 'Wir konnten das Papier nicht lesen. Das ist nicht schlimm. Ein Mensch sieht sich das Papier an.',
  },
  uk: {
    kindFits: (word: string) => `Схоже на правильний документ («${word}»).`, kindDiffers: 'Ми не знайшли слова, що підходить до цього документа. Чи це правильний документ?', nameFits: (name: string) => `Ім’я ${name} у ньому є.`, nameDiffers: (name: string) => `Імені ${name} ми не знайшли.`,
    amountFits: (amount: string) => `Сума ${amount} у ньому є.`, amountDiffers: (amount: string) => `Суми ${amount} ми не знайшли.`, periodFits: 'Період підходить.', periodDiffers: 'Ми не знайшли відповідної дати. Чи документ актуальний?', unreadable: 'Ми не змогли нічого прочитати в цьому документі. Це не страшно: його перегляне людина.',
  },
  ar: {
    kindFits: (word: string) => `يبدو أنه المستند الصحيح («${word}»).`, kindDiffers: 'لم نجد كلمة تناسب هذا المستند. هل هو المستند الصحيح؟', nameFits: (name: string) => `الاسم ${name} مذكور فيه.`, nameDiffers: (name: string) => `لم نجد الاسم ${name}.`,
    amountFits: (amount: string) => `المبلغ ${amount} مذكور فيه.`, amountDiffers: (amount: string) => `لم نجد المبلغ ${amount}.`, periodFits: 'الفترة مناسبة.', periodDiffers: 'لم نجد تاريخًا مناسبًا. هل المستند حديث؟', unreadable: 'لم نتمكن من قراءة شيء في هذا المستند. لا بأس، سيطّلع عليه شخص.',
  },
});

/** What a look into a document said, in words that leave the judgement to people. */
export function hintText(hint: DocumentHint, language: Language): string {
  const t = texts(language);
  const expected = typeof hint.expected === 'number' ? formatEuro(hint.expected as Cents, localeFor(language)) : String(hint.expected ?? '');
  if (hint.outcome === 'unreadable') return t.unreadable;
  const fits = hint.outcome === 'fits';
  switch (hint.kind) {
    case 'kind': return fits ? t.kindFits(hint.found ?? '') : t.kindDiffers;
    case 'name': return fits ? t.nameFits(expected) : t.nameDiffers(expected);
    case 'amount': return fits ? t.amountFits(expected) : t.amountDiffers(expected);
    case 'period': return fits ? t.periodFits : t.periodDiffers;
  }
}
