import { Worker } from 'node:worker_threads';
import type { CleanedUpload } from './clean-upload.ts';
import type { VirusScanner } from './virus-scanner.ts';
import type { UploadKind } from './upload-kind.ts';

const MOST_MS = 60_000;
const MOST_MB = 512;

/**
 * Decides about an upload in quarantine: the virus scan where one is configured, then the cleaning in a thread of its own with limits of time and memory. Throws ScannerUnavailable
 * when the configured scanner gives no verdict: the upload stays in quarantine and is tried again.
 */
export async function inspectUpload(bytes: Uint8Array, options: { readonly accepts: readonly UploadKind[]; readonly scanner: VirusScanner | undefined; readonly mostMs?: number }): Promise<CleanedUpload> {
  if (options.scanner && bytes.length > 0 && (await options.scanner.scan(bytes)) === 'infected') return { refusal: 'infected' };
  return cleanInThread(bytes, options.accepts, options.mostMs ?? MOST_MS);
}

function cleanInThread(bytes: Uint8Array, accepts: readonly UploadKind[], mostMs: number): Promise<CleanedUpload> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./thread/clean-worker.ts', import.meta.url), { workerData: { bytes, accepts }, resourceLimits: { maxOldGenerationSizeMb: MOST_MB }, stdout: true, stderr: true });
    const timer = setTimeout(() => { settle({ refusal: 'took-too-long' }); }, mostMs);
    let done = false;
    function settle(result: CleanedUpload): void {
      if (done) return;
      done = true;
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    }
    worker.once('message', settle);
    worker.once('error', (error) => { settle({ refusal: (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'bomb' : 'broken' }); });
    worker.once('exit', () => { settle({ refusal: 'broken' }); });
  });
}
