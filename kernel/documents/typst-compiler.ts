import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { DocumentModel } from './domain/document-model.ts';
import { fontCoverage } from './domain/font-coverage.ts';
import { printableText } from './domain/printable-text.ts';
import { templateInput } from './domain/template-input.ts';

// Fira Sans is the face of the pages; Noto Sans adds every letter of DIN 91379, Noto Sans Arabic and Noto Emoji what people type besides.
const regularFonts = [
  '@expo-google-fonts/fira-sans/400Regular/FiraSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
];
const boldFonts = [
  '@expo-google-fonts/fira-sans/600SemiBold/FiraSans_600SemiBold.ttf',
  '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  '@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
];

/** How many compilations a remembered intermediate result may lie unused before it is dropped. */
const CACHE_AGE = 10;

/** Loads compiler and fonts (about 50 ms) and returns a function that renders one model at a time, on the calling thread. */
export function typstCompiler(): (model: DocumentModel) => Uint8Array<ArrayBuffer> {
  const require = createRequire(import.meta.url);
  const load = (path: string) => readFileSync(require.resolve(path));
  const regular = regularFonts.map(load);
  const coverage = regular.map(fontCoverage);
  const compiler = NodeCompiler.create({
    workspace: fileURLToPath(new URL('./template/', import.meta.url)),
    fontArgs: [{ fontBlobs: [...regular, ...boldFonts.map(load)] }],
  });
  const mainFileContent = readFileSync(new URL('./template/document.typ', import.meta.url), 'utf8');
  return (model) => {
    const input = templateInput(model, (text) => printableText(text, coverage));
    const pdf = compiler.pdf({ mainFileContent, inputs: { document: JSON.stringify(input) } }, { pdfStandard: 'ua-1' });
    compiler.evictCache(CACHE_AGE);
    return new Uint8Array(pdf);
  };
}
