/** The two spellings under which a name is found. */
export type SearchForm = {
  /** Umlauts written out (`ae`), everything else without marks: tells Neunkirchen from Neuenkirchen. */
  strict: string;
  /** Umlauts, `ae` and plain vowels are the same, short words are left out: what is compared with a query. */
  loose: string;
};

/** Longest query that is looked at, in characters. */
export const MAX_QUERY_LENGTH = 80;

const ABBREVIATIONS: Record<string, string> = {
  st: 'sankt', erzgeb: 'erzgebirge', rhld: 'rheinland', westf: 'westfalen', oldb: 'oldenburg', thuer: 'thueringen', thur: 'thueringen', vogtl: 'vogtland', sachs: 'saechsische', saechs: 'saechsische',
  schw: 'schweiz', opf: 'oberpfalz', ofr: 'oberfranken', ufr: 'unterfranken', mfr: 'mittelfranken', obb: 'oberbayern', ndb: 'niederbayern', schwab: 'schwaben', dith: 'dithmarschen', ol: 'oberlausitz',
};
/** Words that people shorten, spell out or leave away. */
const SMALL_WORDS = new Set(['a', 'an', 'am', 'auf', 'b', 'bei', 'beim', 'd', 'das', 'dem', 'den', 'der', 'des', 'die', 'i', 'im', 'in', 'ob', 'und', 'v', 'vor', 'zu', 'zum', 'zur']);

/** Brings a name or a query into the two forms that search compares: lower case, words separated by one blank. Both are empty for a text without letters and digits. */
export function searchForm(text: string): SearchForm {
  const plain = text.slice(0, 200).toLowerCase().normalize('NFC').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').replaceAll('ł', 'l')
    .normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/\bo\.\s?l\.?(?![a-z])/gu, 'ol');
  const words = (plain.match(/[a-z0-9]+/gu) ?? []).map((word) => ABBREVIATIONS[word] ?? word);
  const telling = words.filter((word) => !SMALL_WORDS.has(word));
  return { strict: words.join(' '), loose: (telling.length > 0 ? telling : words).map(foldVowels).join(' ') };
}

function foldVowels(word: string): string {
  return word.replaceAll(/([aou])e/gu, '$1');
}
