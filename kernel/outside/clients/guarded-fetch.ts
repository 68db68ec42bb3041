import { lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const PATIENCE_MS = 8_000;
const MOST_BYTES = 512 * 1024;

// IANA special-purpose registries (RFC 6890 and after): whatever does not lead out into the internet.
const inside = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(net, bits, 'ipv6');

/** Whether an address leads to this machine or into a network of its operator. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined) return isInside(mapped);
  return isIP(address) === 0 || inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

// Checked where the connection is made, so that a name cannot lead elsewhere between a check and its use.
const guarded: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    if (found.some(({ address }) => isInside(address))) return done(new Error(`${host} leads into an internal network`), '', 0);
    return options.all === true ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family);
  });
};

/**
 * Asks an address that a person typed in, out in the internet only: no internal network, no redirects, https, an answer of at most 512 KiB within eight seconds. `mayBeInside` lifts the walls for trying out on one machine.
 */
export async function guardedFetch(url: string, options: { readonly method?: string | undefined; readonly headers?: Readonly<Record<string, string>> | undefined; readonly body?: unknown; readonly mayBeInside: boolean }): Promise<Response> {
  const target = new URL(url);
  if (!options.mayBeInside && (target.protocol !== 'https:' || (isIP(target.hostname.replace(/^\[|\]$/gu, '')) !== 0 && isInside(target.hostname.replace(/^\[|\]$/gu, ''))))) throw new Error(`${target.host} is not to be asked`);
  const body = options.body === undefined || options.body === null ? undefined : options.body instanceof URLSearchParams ? options.body.toString() : typeof options.body === 'string' ? options.body : undefined;
  const ask = target.protocol === 'http:' ? plainRequest : secureRequest;
  return new Promise((resolve, reject) => {
    const asked = ask(target, { method: options.method ?? 'GET', agent: false, timeout: PATIENCE_MS, headers: { ...options.headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }, ...(options.mayBeInside ? {} : { lookup: guarded }) }, (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MOST_BYTES) asked.destroy(new Error('the answer is too long'));
        else parts.push(part);
      });
      answer.on('end', () => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
        const status = answer.statusCode ?? 502;
        resolve(new Response(status === 204 || status === 304 ? null : Buffer.concat(parts), { status, headers }));
      });
      answer.on('error', reject);
    });
    const late = setTimeout(() => asked.destroy(new Error('no answer in time')), PATIENCE_MS);
    asked.on('close', () => clearTimeout(late));
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.end(body);
  });
}
