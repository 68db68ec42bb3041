import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { newRecoveryKey, recoveryKeyText, type RecoverySecret } from '@allmende/backup';
import { UnusableConfig } from '@allmende/config';

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** The options that name a recovery secret: never on the command line itself, where other users of the machine would see it. */
export const RECOVERY_OPTIONS = { 'passphrase-file': 'string', 'recovery-key': 'string' } as const;

/** Reads what the options or `ALLMENDE_BACKUP_PASSPHRASE` say; undefined when nothing was said. */
export async function readRecoverySecret(values: Values): Promise<RecoverySecret | undefined> {
  const { 'passphrase-file': passphraseFile, 'recovery-key': keyFile } = values;
  if (typeof keyFile === 'string') return { text: await readText(keyFile, '--recovery-key') };
  const passphrase = typeof passphraseFile === 'string' ? (await readText(passphraseFile, '--passphrase-file')).replace(/\r?\n$/u, '') : process.env['ALLMENDE_BACKUP_PASSPHRASE'];
  return passphrase === undefined || passphrase === '' ? undefined : { passphrase };
}

/** Makes a recovery key in a file that is not there yet. Returns whether it did. */
export async function makeRecoveryKey(values: Values): Promise<boolean> {
  const { 'recovery-key': file } = values;
  if (typeof file !== 'string' || existsSync(file)) return false;
  await writeFile(file, `${recoveryKeyText(newRecoveryKey())}\n`, { mode: 0o600, flag: 'wx' });
  return true;
}

/** Asks the person at the terminal; undefined when nobody sits there. */
export async function askRecoverySecret(hasPassphrase: boolean): Promise<RecoverySecret | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await ask.question(hasPassphrase ? 'Passphrase der Sicherung (wird angezeigt): ' : 'Wiederherstellungsschlüssel: ');
    return hasPassphrase ? { passphrase: answer } : { text: answer };
  } finally {
    ask.close();
  }
}

async function readText(file: string, option: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new UnusableConfig(option, `${file} kann nicht gelesen werden (${(error as NodeJS.ErrnoException).code ?? 'unbekannt'}).`);
  });
}
