import { connect, type Socket } from 'node:net';
import { ScannerUnavailable, type VirusScanner } from '../virus-scanner.ts';

const CHUNK_BYTES = 64 * 1024;
const MOST_ANSWER_BYTES = 4096;

/** Where clamd listens: `{ path }` for a unix socket, `{ host, port }` for TCP. */
export type ClamdAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** Asks clamd by INSTREAM (clamd(8)). Only `stream: OK` is clean; whatever else but a finding is no verdict. */
export function clamdScanner(address: ClamdAddress, options: { readonly timeoutMs?: number } = {}): VirusScanner {
  return {
    async scan(bytes) {
      const answer = await ask(address, bytes, options.timeoutMs ?? 60_000);
      if (answer === 'stream: OK') return 'clean';
      if (/^stream: .+ FOUND$/u.test(answer)) return 'infected';
      throw new ScannerUnavailable({ cause: new Error(`clamd answered ${JSON.stringify(answer.slice(0, 200))}`) });
    },
  };
}

function ask(address: ClamdAddress, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(address);
    let answer = '';
    const fail = (cause: unknown) => {
      socket.destroy();
      reject(new ScannerUnavailable({ cause }));
    };
    const timer = setTimeout(() => { fail(new Error('clamd took too long')); }, timeoutMs);
    socket.on('error', fail);
    socket.on('close', () => {
      clearTimeout(timer);
      const end = answer.indexOf('\0');
      // An answer that broke off is none, however it begins.
      if (end < 0) reject(new ScannerUnavailable({ cause: new Error('clamd closed the line') }));
      else resolve(answer.slice(0, end).trim());
    });
    socket.on('data', (part: Buffer) => {
      answer += part.toString('utf8');
      if (answer.length > MOST_ANSWER_BYTES) fail(new Error('clamd answers without end'));
      else if (answer.includes('\0')) socket.end();
    });
    socket.on('connect', () => {
      socket.write('zINSTREAM\0');
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        const chunk = bytes.subarray(at, at + CHUNK_BYTES);
        const size = Buffer.alloc(4);
        size.writeUInt32BE(chunk.length);
        socket.write(size);
        socket.write(chunk);
      }
      socket.write(Buffer.alloc(4));
    });
  });
}
