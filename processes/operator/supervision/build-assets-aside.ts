import { Worker } from 'node:worker_threads';

/** Builds the stylesheet and the fonts on another core, while this thread loads and the database is made. Rejects when they cannot be built. */
export function buildAssetsAside(): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./build-assets-thread.ts', import.meta.url));
    worker.once('error', reject);
    worker.once('exit', (code) => { if (code === 0) resolve(); else reject(new Error(`Das Aussehen ließ sich nicht bauen (Ende mit ${code})`)); });
  });
}
