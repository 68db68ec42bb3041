import type { CleanedUpload } from './clean-upload.ts';
import { openThreads } from './thread/open-threads.ts';
import type { VirusScanner } from './virus-scanner.ts';
import type { UploadKind } from './upload-kind.ts';

const MOST_MS = 60_000;
const MOST_MB = 512;

const threads = openThreads<CleanedUpload>(new URL('./thread/clean-worker.ts', import.meta.url), { mostMb: MOST_MB });

/**
 * Decides about an upload in quarantine: the virus scan where one is configured, then the cleaning in a thread beside this one with limits of time and memory. Throws ScannerUnavailable
 * when the configured scanner gives no verdict: the upload stays in quarantine and is tried again.
 */
export async function inspectUpload(bytes: Uint8Array, options: { readonly accepts: readonly UploadKind[]; readonly scanner: VirusScanner | undefined; readonly mostMs?: number }): Promise<CleanedUpload> {
  if (options.scanner && bytes.length > 0 && (await options.scanner.scan(bytes)) === 'infected') return { refusal: 'infected' };
  return cleanInThread(bytes, options.accepts, options.mostMs ?? MOST_MS);
}

async function cleanInThread(bytes: Uint8Array, accepts: readonly UploadKind[], mostMs: number): Promise<CleanedUpload> {
  const { outcome, answer } = await threads.run({ bytes, accepts }, mostMs);
  if (outcome === 'answered') return answer;
  return { refusal: outcome === 'took-too-long' ? 'took-too-long' : outcome === 'out-of-memory' ? 'bomb' : 'broken' };
}
