import { recogniseWords } from './recognise-words.ts';
import { openThreads } from './thread/open-threads.ts';
import type { UploadKind } from './upload-kind.ts';

/** The words of a document. `text-layer` were in the PDF itself, `recognition` were recognised in its picture; `nothing` was found. */
export type DocumentText = { readonly text: string; readonly by: 'text-layer' | 'recognition' | 'nothing' };

/** What came out of the thread that opens a PDF. */
export type OpenedPdf = { readonly text: string; readonly pictures: readonly { readonly data: Uint8Array; readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4 }[] };

const MOST_LETTERS = 20_000;
const FEWEST_LETTERS = 20;
const PDF_MS = 30_000;
const WIDTH = 2000;

const threads = openThreads<OpenedPdf>(new URL('./thread/open-pdf-worker.ts', import.meta.url), { mostMb: 512 });

/** Reads a clean document on this machine; nothing of it leaves. Never throws for a document that cannot be read: then there is no text. Takes seconds for each page that is a picture, three pages at most. */
export async function readDocument(bytes: Uint8Array, kind: UploadKind, { mostLetters = MOST_LETTERS }: { /** Longer texts are cut off there; 20,000 unless told. */ readonly mostLetters?: number } = {}): Promise<DocumentText> {
  const opened: OpenedPdf = kind === 'pdf' ? await openPdf(bytes) : { text: '', pictures: [] };
  if (lettersIn(opened.text) >= FEWEST_LETTERS) return { text: opened.text.slice(0, mostLetters), by: 'text-layer' };
  // Loaded with the first picture: the library is large, and most processes never see one.
  const { default: sharp } = await import('sharp');
  const pages = kind === 'pdf' ? opened.pictures.map(({ data, width, height, channels }) => sharp(data, { raw: { width, height, channels } })) : [sharp(bytes)];
  const texts: string[] = [];
  for (const page of pages) {
    const picture = await page.greyscale().resize({ width: WIDTH, withoutEnlargement: true }).normalise().withMetadata({ density: 300 }).png().toBuffer().catch(() => undefined);
    if (picture) texts.push(await recogniseWords(picture));
  }
  const text = texts.join('\n').slice(0, mostLetters);
  return lettersIn(text) > 0 ? { text, by: 'recognition' } : { text: '', by: 'nothing' };
}

function lettersIn(text: string): number {
  return text.replaceAll(/[^\p{L}\d]/gu, '').length;
}

/** A PDF is opened in a thread beside this one, so that a strange one can neither hang nor fill this process. */
async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  return (await threads.run(bytes, PDF_MS)).answer ?? { text: '', pictures: [] };
}
