import { guardedRequest } from './guarded-request.ts';
import { outsideOnly } from './outside-only.ts';

const PATIENCE_MS = 8_000;
const MOST_BYTES = 512 * 1024;
const wall = outsideOnly((host) => new Error(`${host} is not to be asked: it leads into an internal network or is not encrypted`));

/**
 * Asks an address that a person typed in, out in the internet only: no internal network, no redirects, https, an answer of at most 512 KiB within eight seconds. `mayBeInside` lifts the walls for trying out on one machine.
 */
export async function guardedFetch(url: string, options: { readonly method?: string | undefined; readonly headers?: Readonly<Record<string, string>> | undefined; readonly body?: unknown; readonly mayBeInside: boolean }): Promise<Response> {
  const text = options.body instanceof URLSearchParams ? options.body.toString() : options.body;
  const answer = await guardedRequest(url, {
    method: options.method ?? 'GET', headers: options.headers, body: typeof text === 'string' ? [Buffer.from(text)] : undefined, wall: options.mayBeInside ? undefined : wall, patienceMs: PATIENCE_MS, mostBytes: MOST_BYTES,
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return new Response(answer.status === 204 || answer.status === 304 ? null : answer.body, { status: answer.status, headers });
}
