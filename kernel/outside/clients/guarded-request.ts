import { request as plainRequest, type IncomingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { OutsideOnly } from './outside-only.ts';

/** What goes out, and how much of an answer is waited for. */
export type GuardedRequest = {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: readonly Uint8Array[] | undefined;
  /** The platform's own certificate with key, where the other side asks for one, and who is trusted to vouch for the other side instead of the usual ones. */
  readonly tls?: { readonly cert?: string; readonly key?: string; readonly ca?: string } | undefined;
  /** Undefined lifts the walls, for trying out on one machine. */
  readonly wall: OutsideOnly | undefined;
  /** For the whole answer. */
  readonly patienceMs: number;
  readonly mostBytes: number;
};

/** An answer with its whole body. */
export type GuardedAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer<ArrayBuffer> };

/** Asks an address that a person typed in, by a connection of its own and without following redirects. Throws what the wall throws, and for an answer that does not come, is too late or too long. */
export async function guardedRequest(url: string, options: GuardedRequest): Promise<GuardedAnswer> {
  const target = new URL(url);
  const { body, wall, patienceMs, mostBytes } = options;
  wall?.check(target);
  const length = body?.reduce((sum, part) => sum + part.byteLength, 0);
  const ask = target.protocol === 'http:' ? plainRequest : secureRequest;
  return new Promise((resolve, reject) => {
    const asked = ask(target, {
      method: options.method, agent: false, timeout: patienceMs, headers: { ...options.headers, ...(length === undefined ? {} : { 'content-length': String(length) }) }, ...(wall ? { lookup: wall.lookup } : {}), ...options.tls,
    }, (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size > mostBytes) asked.destroy(new Error('the answer is too long'));
        else parts.push(part);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on('error', reject);
    });
    const late = setTimeout(() => asked.destroy(new Error('no answer in time')), patienceMs);
    asked.on('close', () => clearTimeout(late));
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    for (const part of body ?? []) asked.write(part);
    asked.end();
  });
}
