import { createServer } from 'node:net';
import { UnusableConfig } from '@allmende/config';
import { freePort } from '@allmende/database';

const USUAL = 8080;

/** The port that was asked for, which must be free (0 takes any); 8080 or, when that is taken, any other when none was asked for. Throws UnusableConfig. */
export async function choosePort(asked: string | undefined, host: string): Promise<number> {
  if (asked === undefined) return (await problemOf(USUAL, host)) === undefined ? USUAL : freePort();
  const port = /^\d{1,5}$/u.test(asked) ? Number(asked) : Number.NaN;
  if (!(port <= 65_535)) throw new UnusableConfig('--port', `„${asked}“ ist kein Port. Nennen Sie eine Zahl von 0 bis 65535, zum Beispiel 8080.`);
  if (port === 0) return freePort();
  const problem = await problemOf(port, host);
  if (problem !== undefined) throw new UnusableConfig('--port', problem);
  return port;
}

/** A port of a process beside the platform's own: the one that was asked for, the usual one, or any other when that is taken. Throws UnusableConfig. */
export async function choosePortBeside(asked: string | undefined, host: string, usual: number): Promise<number> {
  if (asked !== undefined) return choosePort(asked, host);
  return usual <= 65_535 && (await problemOf(usual, host)) === undefined ? usual : freePort();
}

function problemOf(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(words(error.code ?? error.message, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

function words(code: string, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} ist belegt. Nennen Sie einen anderen, oder 0 für irgendeinen freien.`;
  if (code === 'EACCES') return `Port ${port} darf dieser Benutzer nicht öffnen. Nennen Sie einen ab 1024.`;
  return `An ${host}, Port ${port} lässt sich nicht lauschen (${code}).`;
}
