import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@allmende/config';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import type { Mail, Mailer } from '../mailer.ts';

/** A mail that stayed on this machine. */
export type KeptMail = Omit<Mail, 'attachments'> & { readonly id: string };

const MOST_SHOWN = 100;
const CONTEXT = 'mail/outbox';

/** A mailer that keeps mails in a folder of this machine instead of sending them, for trying things out; undefined in production and where a mail server is configured. They lie sealed: they name people. */
export function openOutbox(config: Pick<Config, 'mail' | 'environment' | 'dataDir' | 'secret'>): Mailer | undefined {
  if (config.mail !== undefined || config.environment === 'production') return undefined;
  const folder = join(config.dataDir, 'outbox');
  let kept = 0;
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { to, subject, text, messageId } = mail;
      // The name gives the order; a mail with the same id is the same mail.
      const id = messageId === undefined ? `${process.pid}-${kept += 1}` : createHash('sha256').update(messageId).digest('hex').slice(0, 32);
      const order = (await readdir(folder)).length.toString().padStart(8, '0');
      const name = (await readdir(folder)).find((one) => one.endsWith(`-${id}`)) ?? `${order}-${id}`;
      const part = join(folder, `.${name}.part`);
      await writeFile(part, sealJson(keyOf(config), { to, subject, text, ...(messageId === undefined ? {} : { messageId }) }, CONTEXT), { mode: 0o600 });
      await rename(part, join(folder, name));
    },
    close: () => undefined,
  };
}

/** The newest mails of the folder, newest first; undefined where mails leave this machine or in production. */
export async function listOutbox(config: Pick<Config, 'mail' | 'environment' | 'dataDir' | 'secret'>): Promise<readonly KeptMail[] | undefined> {
  if (openOutbox(config) === undefined) return undefined;
  const folder = join(config.dataDir, 'outbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.')).toSorted().toReversed().slice(0, MOST_SHOWN);
  return Promise.all(names.map(async (id) => ({ ...openJson<Omit<KeptMail, 'id'>>(keyOf(config), await readFile(join(folder, id)), CONTEXT), id })));
}

function keyOf({ secret }: Pick<Config, 'secret'>): SecretKey {
  return createHash('sha256').update('mail/outbox').update(secret).digest() as unknown as SecretKey;
}
