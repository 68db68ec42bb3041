import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

/** Bytes that a browser with an empty cache gets for a page: the document, stylesheet, every font that the stylesheet names, icon and scripts, with the heads of the answers. */
export async function firstViewBytes(address: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const page = await transfer(address, headers);
  const needed = new Set([...page.text.matchAll(/<(?:link|script)\b[^>]*?\b(?:href|src)="(\/[^"]+)"/gu)].map(([, path = '']) => new URL(path, address).href));
  let bytes = page.bytes;
  for (const each of needed) {
    const part = await transfer(each);
    bytes += part.bytes;
    for (const [, path = ''] of part.text.matchAll(/url\(["']?(\/?[^"')]+\.woff2)["']?\)/gu)) {
      const font = new URL(path, each).href;
      if (needed.has(font)) continue;
      needed.add(font);
      bytes += (await transfer(font)).bytes;
    }
  }
  return bytes;
}

async function transfer(address: string, headers: Readonly<Record<string, string>> = {}): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(address, { agent: false, headers: { ...headers, 'accept-encoding': 'br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`${address} was answered with ${response.statusCode}`));
        const body = Buffer.concat(chunks);
        const isText = /^(?:text|image\/svg)/u.test(response.headers['content-type'] ?? '');
        const plain = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
        resolve({ bytes: response.socket.bytesRead, text: isText ? plain.toString('utf8') : '' });
      });
    }).on('error', reject);
  });
}
