import { parentPort } from 'node:worker_threads';
import { extractImages, extractText, getDocumentProxy } from 'unpdf';
import type { OpenedPdf } from '../read-document.ts';

const MOST_PAGES = 3;
const SMALLEST_SIDE = 400;

async function open(bytes: Uint8Array): Promise<OpenedPdf> {
  // The reader takes the bytes for itself, so each look gets its own.
  const { text } = await extractText(await getDocumentProxy(bytes.slice(), { verbosity: 0 }), { mergePages: true });
  if (text.trim().length >= 20) return { text, pictures: [] };
  const document = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
  const pictures = [];
  for (let page = 1; page <= Math.min(document.numPages, MOST_PAGES); page += 1) {
    const found = await extractImages(document, page);
    const largest = found.toSorted((one, other) => other.width * other.height - one.width * one.height)[0];
    if (largest && Math.min(largest.width, largest.height) >= SMALLEST_SIDE) pictures.push({ data: new Uint8Array(largest.data), width: largest.width, height: largest.height, channels: largest.channels });
  }
  return { text, pictures };
}

parentPort?.on('message', async (bytes: Uint8Array) => { parentPort?.postMessage(await open(bytes)); });
