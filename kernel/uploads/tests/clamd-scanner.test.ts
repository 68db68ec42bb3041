import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { clamdScanner, inspectUpload, openScanner, ScannerUnavailable } from '@allmende/uploads';
import { anImage } from '../testing/index.ts';

/** A peer that reads INSTREAM as clamd(8) describes it and answers what it is told to. */
async function aPeer(answer: (bytes: Buffer, socket: Socket) => void): Promise<{ address: { path: string }; seen: Buffer[]; [Symbol.asyncDispose](): Promise<void> }> {
  const path = join(mkdtempSync(join(tmpdir(), 'allmende-clamd-')), 'clamd.ctl');
  const seen: Buffer[] = [];
  const server: Server = createServer((socket) => {
    let line = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => {
      line = Buffer.concat([line, part]);
      const command = 'zINSTREAM\0';
      if (line.length < command.length) return;
      assert.equal(line.subarray(0, command.length).toString(), command);
      const chunks: Buffer[] = [];
      for (let at = command.length; at + 4 <= line.length;) {
        const size = line.readUInt32BE(at);
        if (size === 0) {
          const bytes = Buffer.concat(chunks);
          seen.push(bytes);
          answer(bytes, socket);
          return;
        }
        if (at + 4 + size > line.length) return;
        chunks.push(line.subarray(at + 4, at + 4 + size));
        at += 4 + size;
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(path, resolve); });
  return { address: { path }, seen, [Symbol.asyncDispose]: () => new Promise((resolve) => { server.close(() => resolve()); }) };
}

test('every byte is shown, and only the two clear verdicts count', async () => {
  const bytes = Buffer.alloc(200_001, 7);
  await using clean = await aPeer((_bytes, socket) => socket.end('stream: OK\0'));
  assert.equal(await clamdScanner(clean.address).scan(bytes), 'clean');
  assert.ok(clean.seen[0]?.equals(bytes));
  await using infected = await aPeer((_bytes, socket) => socket.end('stream: Win.Test.EICAR_HDB-1 FOUND\0'));
  assert.equal(await clamdScanner(infected.address).scan(bytes), 'infected');
});

test('whatever is no clear verdict lets nothing pass', async () => {
  for (const answer of ['INSTREAM size limit exceeded. ERROR\0', 'stream: OK but not really\0', 'stream: OK', '', 'UNKNOWN COMMAND\0', `${'x'.repeat(10_000)}`, 'stream:  FOUND\0']) {
    await using peer = await aPeer((_bytes, socket) => socket.end(answer));
    await assert.rejects(clamdScanner(peer.address).scan(Buffer.from('x')), ScannerUnavailable, JSON.stringify(answer.slice(0, 30)));
  }
  await using dying = await aPeer((_bytes, socket) => socket.destroy());
  await assert.rejects(clamdScanner(dying.address).scan(Buffer.from('x')), ScannerUnavailable);
  await using silent = await aPeer(() => {});
  await assert.rejects(clamdScanner(silent.address, { timeoutMs: 100 }).scan(Buffer.from('x')), ScannerUnavailable);
});

test('a configured scanner that is not there keeps even a harmless picture in quarantine', async () => {
  const scanner = openScanner({ clamd: { host: '127.0.0.1', port: 1 } });
  await assert.rejects(inspectUpload(await anImage(), { accepts: ['jpeg'], scanner }), ScannerUnavailable);
});
