import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker } from 'tesseract.js';

const MOST_MS = 90_000;
const IDLE_MS = 30_000;

let reader: Promise<Worker> | undefined;
let last: Promise<unknown> = Promise.resolve();
let idle: NodeJS.Timeout | undefined;

/**
 * Recognises German words in a picture (PNG, JPEG), one picture after the other in each process, with the data that comes along; asks nobody outside. A picture that takes too long
 * or cannot be read gives no words.
 */
export function recogniseWords(picture: Uint8Array): Promise<string> {
  const mine = last.then(() => recognise(picture));
  last = mine;
  return mine;
}

async function recognise(picture: Uint8Array): Promise<string> {
  clearTimeout(idle);
  try {
    reader ??= openReader();
    const worker = await reader;
    return await withinTime(worker.recognize(Buffer.from(picture)).then(({ data }) => data.text));
  } catch {
    await closeReader();
    return '';
  } finally {
    idle = setTimeout(() => { void closeReader(); }, IDLE_MS);
    idle.unref();
  }
}

async function openReader(): Promise<Worker> {
  const { createWorker } = await import('tesseract.js');
  const folder = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/deu/package.json'));
  // Without `cacheMethod: none` it would put its data into whatever folder the process was started in.
  return createWorker('deu', 1, { langPath: join(folder, '4.0.0_best_int'), gzip: true, cacheMethod: 'none', errorHandler: () => {} });
}

/** Ends the reading thread, for processes and tests that are about to end. */
export async function closeReader(): Promise<void> {
  const closing = reader;
  reader = undefined;
  await closing?.then((worker) => worker.terminate()).catch(() => {});
}

function withinTime<Value>(promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { reject(new Error('recognition took too long')); }, MOST_MS);
    promise.then(resolve, reject).finally(() => { clearTimeout(timer); });
  });
}
