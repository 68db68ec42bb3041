/** Words are this long at most; a longer one is found by its start. */
const LONGEST = 60;

/** More words than this narrow nothing down. */
const MOST = 6;

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The words of a name as they are stored and looked for: small, without marks, umlauts written out. `Zoë Müller-Lüdenscheid` → `zoe`, `mueller`, `luedenscheid`. */
export function searchWords(text: string): string[] {
  const folded = text.normalize('NFC').toLocaleLowerCase('de').replaceAll(/[äöüß]/gu, (letter) => UMLAUTS[letter] ?? letter).normalize('NFD').replaceAll(/[\u0300-\u036f]/gu, '');
  return [...new Set(folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').map((word) => word.slice(0, LONGEST)))];
}

/** What somebody typed, as words that names begin with: at most six, those of one letter only beside longer ones. Empty when nothing can be looked for. */
export function typedWords(typed: string): string[] {
  const words = searchWords(typed.slice(0, 100));
  return words.some((word) => word.length > 1) ? words.slice(0, MOST) : [];
}
