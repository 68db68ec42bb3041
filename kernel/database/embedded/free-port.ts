import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the ports that Linux (32768) and macOS (49152) give to outgoing connections: one of those could be taken between the look and the use.
const FIRST = 10_000;
const BEHIND_LAST = 32_768;
const TRIES = 50;

/** A port of 127.0.0.1 that nobody listens on at this moment, and that no outgoing connection will get. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST, BEHIND_LAST);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
