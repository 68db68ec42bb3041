import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findPackageJSON } from 'node:module';

/** One weight of a script, cut down to the letters we need. Browsers load it when a page has such letters. */
export type Font = { script: 'latin' | 'latin-extended' | 'cyrillic' | 'arabic'; family: 'Fira Sans' | 'Noto Sans Arabic'; weight: 400 | 600; range: string; content: Buffer };

const FIRA = { 400: 'FiraSans-Regular.woff2', 600: 'FiraSans-SemiBold.woff2' } as const;
const NOTO = { 400: '400Regular/NotoSansArabic_400Regular.ttf', 600: '600SemiBold/NotoSansArabic_600SemiBold.ttf' } as const;

// Latin-1 (German, English and most neighbours), ẞ, and the signs of our texts.
const LATIN = letters([[0x20, 0x7e], [0xa0, 0xff]], 'ẞŒœŸ€„“”‚‘’‹›–—…•·←→↑↓↕✓−×§°\u2009\u202f\u2011');
// Latin Extended-A (Polish, Czech, Turkish, Romanian): for names that somebody types, so few pages need it.
const LATIN_EXTENDED = letters([[0x100, 0x151], [0x154, 0x177], [0x179, 0x17f]], 'ȘșȚț');
// Ukrainian and its Slavic neighbours.
const CYRILLIC = letters([[0x400, 0x45f], [0x490, 0x491]], '№ʼ');
// Arabic with Persian, Kurdish and Urdu letters; the shapes inside words come along by the font's own rules.
const ARABIC = letters([[0x600, 0x61c], [0x61e, 0x6ff]], '\u200c\u200d');
const SHAPING = ['kern', 'mark', 'mkmk', 'ccmp', 'isol', 'init', 'medi', 'fina', 'rlig', 'calt', 'curs', 'locl'];

/** Cuts the fonts to the letters of the languages we write, without hints and with the features that these need alone. Latin is about 10 kB a weight. */
export async function buildFonts(): Promise<readonly Font[]> {
  const { default: subsetFont } = await import('subset-font');
  const fira = join(dirname(packageOf('@kern-ux/native')), 'dist/fonts/fira-sans');
  const noto = dirname(packageOf('@expo-google-fonts/noto-sans-arabic'));
  const cut = async (file: string, text: string, keepFeatures: readonly string[]) => subsetFont(await readFile(file), text, { targetFormat: 'woff2', noHinting: true, keepFeatures });
  return Promise.all(([400, 600] as const).flatMap((weight) => [
    cut(join(fira, FIRA[weight]), LATIN, ['kern', 'mark', 'ccmp']).then((content) => ({ script: 'latin', family: 'Fira Sans', weight, range: rangeOf(LATIN), content }) as const),
    cut(join(fira, FIRA[weight]), LATIN_EXTENDED, ['kern', 'mark', 'ccmp']).then((content) => ({ script: 'latin-extended', family: 'Fira Sans', weight, range: rangeOf(LATIN_EXTENDED), content }) as const),
    cut(join(fira, FIRA[weight]), CYRILLIC, ['kern', 'mark', 'ccmp']).then((content) => ({ script: 'cyrillic', family: 'Fira Sans', weight, range: rangeOf(CYRILLIC), content }) as const),
    cut(join(noto, NOTO[weight]), ARABIC, SHAPING).then((content) => ({ script: 'arabic', family: 'Noto Sans Arabic', weight, range: rangeOf(ARABIC), content }) as const),
  ]));
}

function packageOf(name: string): string {
  const found = findPackageJSON(name, import.meta.url);
  if (found === undefined) throw new Error(`The package ${name} is not installed`);
  return found;
}

function letters(ranges: readonly (readonly [number, number])[], others: string): string {
  return [...ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))), ...others].join('');
}

/** `U+20-7E,U+A0-17F`: what `unicode-range` says. */
function rangeOf(text: string): string {
  const points = [...text].map((letter) => letter.codePointAt(0) ?? 0).sort((one, other) => one - other);
  const runs: [number, number][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last && point <= last[1] + 1) last[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point: number) => point.toString(16).toUpperCase();
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(',');
}
