import type { Clock } from '@allmende/time';

const PATIENCE_MS = 3000;
const LARGEST_BYTES = 1024 * 1024;
const KEPT_MS = 60_000;
const MOST_KEPT = 200;

/**
 * Fetches status list tokens (`application/statuslist+jwt`) of other issuers: three seconds, one mebibyte, no redirects. An answer is kept for a minute, so that a revocation counts within a minute and
 * many presentations ask once. Rejects with the reason.
 */
export function statusListClient(clock: Pick<Clock, 'elapsedMs'>): (address: string) => Promise<string> {
  const kept = new Map<string, { readonly text: string; readonly at: number }>();
  return async (address) => {
    const known = kept.get(address);
    if (known && clock.elapsedMs() - known.at < KEPT_MS) return known.text;
    const response = await fetch(address, { headers: { accept: 'application/statuslist+jwt' }, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`the status list answered ${response.status}`);
    if (!(response.headers.get('content-type') ?? '').startsWith('application/statuslist+jwt')) throw new Error('the status list is of another type');
    const text = await readLimited(response);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(address, { text, at: clock.elapsedMs() });
    return text;
  };
}

async function readLimited(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > LARGEST_BYTES) throw new Error('the status list is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
