import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeKeyPair } from '@allmende/fit-connect';
import type { Figures } from './bench.ts';
import type { AttachmentOrder, AttachmentResult } from './measure/attachment-process.ts';
import { medianOf } from './measure/load.ts';

const MEGABYTES = 50;
const ROUNDS = 5;

export const about = `an attachment of ${MEGABYTES} MB encrypted for FIT-Connect and decrypted again, from file to file`;

/** Each round runs in fresh processes; what comes back must be the bytes that went in. `encrypt_s` and `decrypt_s` are medians of wall time, `…_cpu_s` of the time of all cores, which other programs disturb less; the peaks are the greatest resident memory of the whole process in any round. */
export async function run(say: (line: string) => void): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-attachment-'));
  try {
    const bytes = randomBytes(MEGABYTES * 1_000_000);
    const sha512 = createHash('sha512').update(bytes).digest('hex');
    const plain = path.join(folder, 'plain');
    await writeFile(plain, bytes);
    const pair = await makeKeyPair({ use: 'encrypt', name: 'bench', notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2030-01-01T00:00:00Z') });
    const rounds: { encrypted: AttachmentResult; decrypted: AttachmentResult }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [sealed, back] = [path.join(folder, `sealed-${round}`), path.join(folder, `back-${round}`)];
      const encrypted = await inProcess({ act: 'encrypt', from: plain, target: sealed, pair });
      const decrypted = await inProcess({ act: 'decrypt', from: sealed, target: back, pair });
      if (encrypted.sha512 !== sha512 || decrypted.sha512 !== sha512 || encrypted.tag !== decrypted.tag || !(await readFile(back)).equals(bytes)) throw new Error('what came back is not what went in');
      await Promise.all([rm(sealed), rm(back)]);
      rounds.push({ encrypted, decrypted });
      say(`encrypted in ${encrypted.wallMs.toFixed(0)} ms with ${encrypted.peakMb.toFixed(0)} MB (${encrypted.baseMb.toFixed(0)} MB before), decrypted in ${decrypted.wallMs.toFixed(0)} ms with ${decrypted.peakMb.toFixed(0)} MB`);
    }
    const seconds = (act: 'encrypted' | 'decrypted') => Number((medianOf(rounds.map((round) => round[act].wallMs)) / 1000).toFixed(3));
    const cpu = (act: 'encrypted' | 'decrypted') => Number((medianOf(rounds.map((round) => round[act].cpuMs)) / 1000).toFixed(3));
    const peak = (act: 'encrypted' | 'decrypted') => Math.round(Math.max(...rounds.map((round) => round[act].peakMb)));
    return { encrypt_s: seconds('encrypted'), encrypt_cpu_s: cpu('encrypted'), encrypt_peak_mb: peak('encrypted'), decrypt_s: seconds('decrypted'), decrypt_cpu_s: cpu('decrypted'), decrypt_peak_mb: peak('decrypted'), base_mb: Math.round(medianOf(rounds.map(({ encrypted }) => encrypted.baseMb))) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function inProcess(order: AttachmentOrder): Promise<AttachmentResult> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'measure/attachment-process.ts'));
    child.once('message', (result) => resolve(result as AttachmentResult));
    child.once('error', reject);
    child.once('exit', (code) => { reject(new Error(`the process ended with ${String(code)}`)); });
    child.send(order);
  });
}
