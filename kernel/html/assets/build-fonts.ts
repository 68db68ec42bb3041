import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findPackageJSON } from 'node:module';

/** One weight, cut down to the letters we need. */
export type Font = { weight: 400 | 600; content: Buffer };

const files = { 400: 'FiraSans-Regular.woff2', 600: 'FiraSans-SemiBold.woff2' } as const;

// Latin-1, Latin Extended-A (German, English, Polish, Turkish and their neighbours), ẞ, and the signs of our texts.
const letters = [...range(0x20, 0x7e), ...range(0xa0, 0xff), ...range(0x100, 0x17f), ...'ẞȘșȚț€„“”‚‘’‹›–—…•·←→↑↓↕✓−×§°\u2009\u202f\u2011'].join('');

/** Cuts Fira Sans to the letters of the languages we write, without hints and without features other than kerning. About 12 kB a weight. */
export async function buildFonts(): Promise<readonly Font[]> {
  const { default: subsetFont } = await import('subset-font');
  const kern = findPackageJSON('@kern-ux/native', import.meta.url);
  if (kern === undefined) throw new Error('The package @kern-ux/native is not installed');
  const folder = join(dirname(kern), 'dist/fonts/fira-sans');
  return Promise.all(
    ([400, 600] as const).map(async (weight) => ({
      weight,
      content: await subsetFont(await readFile(join(folder, files[weight])), letters, { targetFormat: 'woff2', noHinting: true, keepFeatures: ['kern', 'mark', 'ccmp'] }),
    })),
  );
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
}
