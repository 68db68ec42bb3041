import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { decryptFile, encryptFile, type KeyPair } from '@allmende/fit-connect';

/** One attachment in a process of its own, so that its peak of memory is nobody else's. Peaks are those of the whole process, Node.js itself included. */
export type AttachmentOrder = { readonly act: 'encrypt' | 'decrypt'; readonly from: string; readonly target: string; readonly pair: KeyPair };
export type AttachmentResult = { readonly wallMs: number; readonly cpuMs: number; readonly baseMb: number; readonly peakMb: number; readonly sha512: string; readonly tag: string };

process.once('message', (order: AttachmentOrder) => void (async () => {
  const { act, from, target, pair } = order;
  const [publicKey, privateKey] = [createPublicKey({ key: pair.publicJwk as never, format: 'jwk' }), createPrivateKey({ key: pair.privateJwk as never, format: 'jwk' })];
  const baseMb = process.memoryUsage().rss / 1024 / 1024;
  const started = performance.now();
  const used = process.cpuUsage();
  const { sha512, tag } = act === 'encrypt'
    ? await encryptFile(from, target, { key: publicKey, kid: pair.publicJwk.kid, contentType: 'application/octet-stream' })
    : await decryptFile(from, target, { key: privateKey, kid: pair.publicJwk.kid, largest: 64 * 1024 * 1024 });
  const { user, system } = process.cpuUsage(used);
  const result: AttachmentResult = { wallMs: performance.now() - started, cpuMs: (user + system) / 1000, baseMb, peakMb: peakMb(), sha512, tag };
  process.send?.(result);
  process.disconnect();
})());

/** From /proc where there is one: what the system calls the greatest size of a process also counts the process that started it. */
function peakMb(): number {
  const status = existsSync('/proc/self/status') ? /VmHWM:\s+(\d+) kB/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined;
  return (status === undefined ? process.resourceUsage().maxRSS : Number(status)) / 1024;
}
