import { createHash } from 'node:crypto';

/** What a line of a bundle says; the parts come in this order. */
export type BundleLine =
  | { readonly checkpoint: { readonly size: number; readonly note: string } }
  | { readonly stamp: { readonly size: number; readonly index: number; readonly of: number; readonly path: readonly string[]; readonly token: string } }
  | { readonly leaves: { readonly start: number; readonly hashes: string } }
  | { readonly entry: { readonly index: number; readonly body: string | null; readonly path?: readonly string[] } }
  | { readonly consistency: { readonly from: number; readonly to: number; readonly path: readonly string[] } }
  | { readonly file: { readonly name: string; readonly sha256: string; readonly bytes: string } };

/** Writes a bundle for the offline verifier: a line of JSON each, and at the end SHA-256 over everything before. */
export async function* bundleLines(head: Readonly<Record<string, unknown>>, lines: AsyncIterable<BundleLine>): AsyncGenerator<string> {
  const running = createHash('sha256');
  const written = (value: unknown) => {
    const line = `${JSON.stringify(value)}\n`;
    running.update(line);
    return line;
  };
  yield written(head);
  for await (const line of lines) yield written(line);
  yield `${JSON.stringify({ end: { sha256: running.digest('hex') } })}\n`;
}
