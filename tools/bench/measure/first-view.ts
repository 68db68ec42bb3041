import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

/** Bytes that a browser with an empty cache gets for a page: the document, stylesheet, every font that its characters need, icon and scripts, with the heads of the answers. */
export async function firstViewBytes(address: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const page = await transfer(address, headers);
  const needed = new Set([...page.text.matchAll(/<(?:link|script)\b[^>]*?\b(?:href|src)="(\/[^"]+)"/gu)].map(([, path = '']) => new URL(path, address).href));
  let bytes = page.bytes;
  for (const each of needed) {
    const part = await transfer(each);
    bytes += part.bytes;
    for (const [face, path = ''] of part.text.matchAll(/@font-face\s*\{[^}]*?url\(["']?(\/?[^"')]+\.woff2)["']?\)[^}]*\}/gu)) {
      if (!isNeeded(face, page.text)) continue;
      const font = new URL(path, each).href;
      if (needed.has(font)) continue;
      needed.add(font);
      bytes += (await transfer(font)).bytes;
    }
  }
  return bytes;
}

// A browser fetches a font only when a character of the page lies in its range. Tags count as text here: too much is better than too little.
function isNeeded(face: string, page: string): boolean {
  const ranges = [.../unicode-range:([^;}]+)/u.exec(face)?.[1]?.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/giu) ?? []].map(([, from = '', to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const);
  if (ranges.length === 0) return true;
  // The names of the languages in the switch are drawn with what the machine has: their fonts are not asked for.
  const text = page.replaceAll(/<a [^>]*hreflang=[^>]*>.*?<\/a>|<button [^>]*name="_language"[^>]*>.*?<\/button>/gsu, '');
  return [...new Set(text)].some((character) => ranges.some(([from, to]) => (character.codePointAt(0) ?? 0) >= from && (character.codePointAt(0) ?? 0) <= to));
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
