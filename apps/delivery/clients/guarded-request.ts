import { lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { AddressForbidden, TargetUnreachable } from '../domain/errors.ts';

const PATIENCE_MS = 30_000;
const MOST_BYTES = 64 * 1024;

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
    if (found.some(({ address }) => isInside(address))) return done(new AddressForbidden(), '', 0);
    return options.all === true ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family);
  });
};

/** What goes out. `tls` is the platform's own certificate with key, where the other side asks for one, and who is trusted to vouch for the other side instead of the usual ones; `mayBeInside` lifts the walls for trying out on one machine. */
export type GuardedRequest = {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: readonly Uint8Array[];
  readonly tls?: { readonly cert?: string; readonly key?: string; readonly ca?: string };
  readonly mayBeInside: boolean;
  readonly patienceMs?: number;
};

/** The first 64 KiB of an answer; a longer one is an error. */
export type GuardedAnswer = { readonly status: number; readonly body: Buffer };

/**
 * Asks an address that a person typed in, out in the internet only: no internal network, no redirects, https, within half a minute. Throws AddressForbidden, and TargetUnreachable for everything that is no answer.
 */
export async function guardedRequest(url: string, options: GuardedRequest): Promise<GuardedAnswer> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/gu, '');
  if (!options.mayBeInside && (target.protocol !== 'https:' || (isIP(host) !== 0 && isInside(host)))) throw new AddressForbidden();
  const { body = [], patienceMs = PATIENCE_MS } = options;
  const length = body.reduce((sum, part) => sum + part.byteLength, 0);
  const ask = target.protocol === 'http:' ? plainRequest : secureRequest;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof AddressForbidden ? error : new TargetUnreachable({ cause: error }));
    const asked = ask(target, {
      method: options.method, agent: false, timeout: patienceMs, headers: { ...options.headers, ...(body.length === 0 ? {} : { 'content-length': String(length) }) }, ...(options.mayBeInside ? {} : { lookup: guarded }), ...options.tls,
    }, (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MOST_BYTES) asked.destroy(new Error('the answer is too long'));
        else parts.push(part);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 502, body: Buffer.concat(parts) }));
      answer.on('error', fail);
    });
    const late = setTimeout(() => asked.destroy(new Error('no answer in time')), patienceMs);
    asked.on('close', () => clearTimeout(late));
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', fail);
    for (const part of body) asked.write(part);
    asked.end();
  });
}
