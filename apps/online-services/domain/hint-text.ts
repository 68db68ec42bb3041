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
