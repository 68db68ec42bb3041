import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** A specialist system on this machine that keeps what it is sent and answers as it is told. */
export async function aSpecialistSystem() {
  const received: Received[] = [];
  const answer = { status: 200, body: '{"receipt":"AZ 7/2026"}', isMute: false };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts) });
      if (answer.isMute) response.destroy();
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/in`, received, answer, close: () => new Promise<void>((resolve) => { server.close(() => resolve()); }) };
}

/** The parts of a multipart message: the JSON of `message` and the bytes of the others by their name. */
export function partsOf({ headers, body }: Received): { readonly message: Record<string, unknown>; readonly files: ReadonlyMap<string, Buffer> } {
  const boundary = /boundary=(.+)$/u.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const files = new Map<string, Buffer>();
  let message: Record<string, unknown> = {};
  let at = body.indexOf(`--${boundary}`);
  while (at >= 0) {
    const next = body.indexOf(`--${boundary}`, at + boundary.length + 2);
    if (next < 0) break;
    const part = body.subarray(at + boundary.length + 4, next - 2);
    const split = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/u.exec(part.subarray(0, split).toString())?.[1] ?? '';
    const content = part.subarray(split + 4);
    if (name === 'message') message = JSON.parse(content.toString()) as Record<string, unknown>;
    else files.set(name, content);
    at = next;
  }
  return { message, files };
}
