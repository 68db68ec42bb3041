import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import { UnusableConfig } from '@allmende/config';
import type { ServerTls } from './serve-gate.ts';

/** The files of the wildcard certificate for the apps domain. */
export type TlsFiles = { readonly certificateFile: string; readonly keyFile: string };
type Pair = { readonly cert: string | Buffer; readonly key: Buffer };

/**
 * The gateway's certificates: the operator's for the apps domain, read again when the file has changed, and those of the authorities' own domains. Throws UnusableConfig when a file cannot be read
 * or the two do not belong together.
 */
export async function readTls(files: TlsFiles, ownOf: (domain: string) => Pair | undefined): Promise<ServerTls> {
  let own = await readPair(files);
  let context = contextOf(own, 'ALLMENDE_GATEWAY_TLS_CERT');
  let changedAt = await changeOf(files);
  let looking = false;
  const made = new WeakMap<Pair, SecureContext>();
  const lookAgain = async () => {
    const now = await changeOf(files);
    if (now === changedAt) return;
    own = await readPair(files);
    context = contextOf(own, 'ALLMENDE_GATEWAY_TLS_CERT');
    changedAt = now;
  };
  return {
    ...own,
    contextFor: (host) => {
      if (!looking) {
        looking = true;
        // A pair that is being replaced may not fit for a moment: the one before stays, and the next visitor makes us look again.
        void lookAgain().catch(() => undefined).finally(() => { setTimeout(() => { looking = false; }, 10_000).unref(); });
      }
      const pair = ownOf(host);
      if (!pair) return context;
      const ready = made.get(pair) ?? createSecureContext({ ...pair, minVersion: 'TLSv1.2' });
      made.set(pair, ready);
      return ready;
    },
  };
}

async function readPair(files: TlsFiles): Promise<{ cert: Buffer; key: Buffer }> {
  const read = (variable: string, file: string) => readFile(file).catch(() => { throw new UnusableConfig(variable, `„${file}“ lässt sich nicht lesen`); });
  return { cert: await read('ALLMENDE_GATEWAY_TLS_CERT', files.certificateFile), key: await read('ALLMENDE_GATEWAY_TLS_KEY', files.keyFile) };
}

function contextOf(pair: Pair, variable: string): SecureContext {
  try {
    return createSecureContext({ ...pair, minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new UnusableConfig(variable, `Zertifikat und Schlüssel passen nicht zusammen oder sind keine PEM-Dateien (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function changeOf(files: TlsFiles): Promise<number> {
  return Math.max(...(await Promise.all([stat(files.certificateFile), stat(files.keyFile)])).map((one) => one.mtimeMs));
}
