// Said with almost every wish, and telling nothing about it. Folded, in the languages of the pages.
const SMALL_WORDS = new Set([
  'ich', 'wir', 'mein', 'meine', 'meinen', 'meinem', 'meiner', 'unser', 'unsere', 'mich', 'mir', 'uns', 'der', 'die', 'das', 'den', 'dem', 'des', 'ein', 'eine', 'einen', 'einem', 'einer', 'und', 'oder', 'fur', 'von', 'vom', 'mit', 'bei', 'beim', 'im', 'in', 'am', 'an', 'auf', 'aus', 'zu', 'zum',
  'zur', 'ist', 'sind', 'bin', 'hab', 'habe', 'haben', 'hat', 'will', 'wollen', 'mocht', 'mochte', 'mochten', 'muss', 'musse', 'mussen', 'kann', 'konnen', 'soll', 'wird', 'werde', 'werden', 'wie', 'wo', 'was', 'wer', 'wann', 'wohin', 'bitte', 'nach', 'nicht', 'kein', 'keine', 'mehr', 'es', 'so', 'man',
  'i', 'we', 'my', 'our', 'me', 'the', 'a', 'and', 'or', 'for', 'of', 'with', 'to', 'on', 'at', 'is', 'are', 'am', 'want', 'would', 'like', 'need', 'have', 'has', 'can', 'must', 'do', 'how', 'where', 'what', 'too', 'please', 'it',
  'я', 'ми', 'мои', 'моя', 'мене', 'и', 'та', 'або', 'для', 'з', 'у', 'в', 'на', 'до', 'це', 'хочу', 'треба', 'як', 'де', 'що', 'انا', 'اريد', 'في', 'من', 'على', 'الى', 'عن', 'مع', 'هل', 'كيف', 'اين', 'ما',
].map(foldWord));

/** Brings a word into the one spelling that search compares: lower case, no marks, umlauts like `ae` and like `a`, no Arabic article. */
export function foldWord(word: string): string {
  const plain = word.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[أإآٱ]/gu, 'ا').replaceAll('ى', 'ي').replaceAll('ة', 'ه');
  const folded = plain.replaceAll(/([aou])e/gu, '$1');
  return folded.length > 4 && folded.startsWith('ال') ? folded.slice(2) : folded;
}

/** The words of a text, folded. A hyphen parts words, and the whole counts too: `Hunde-Steuer` is `hunde`, `steuer` and `hundesteuer`. */
export function foldedWords(text: string): readonly string[] {
  return (text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+(?:[-·\u00ad][\p{L}\p{N}\p{M}]+)*/gu) ?? []).flatMap((word) => {
    const parts = word.split(/[-·\u00ad]/u).filter((part) => part !== '');
    return (parts.length > 1 ? [...parts, parts.join('')] : parts).map(foldWord);
  }).filter((word) => word !== '');
}

/** The words of a wish that tell something; all of them when none does. At most six: more than that nobody types, and each costs. */
export function tellingWords(query: string): readonly string[] {
  const words = [...new Set(foldedWords(query.slice(0, 200)))];
  const telling = words.filter((word) => !SMALL_WORDS.has(word));
  return (telling.length > 0 ? telling : words).slice(0, 6);
}

/** A word without its German or English ending; rough, and the same for all forms of most words. */
export function stemOf(word: string): string {
  if (word.length < 4) return word;
  const stem = word.replace(/(?:erinnen|innen|ungen|ung|ern|em|er|en|es|e|n|s)$/u, '');
  return stem.length < 3 ? word : stem;
}
