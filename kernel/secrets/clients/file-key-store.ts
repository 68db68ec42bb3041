import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { TenantId } from '@allmende/database';
import type { KeyStore } from '../domain/key-store.ts';
import { newSecretKey, type SecretKey } from '../domain/seal.ts';

/** Keeps one file per authority in a folder that only the platform's user may read. Two processes at once agree on one key. */
export function fileKeyStore(folder: string): KeyStore {
  const known = new Map<TenantId, Promise<SecretKey>>();
  return {
    tenantKey: (tenant) => {
      let key = known.get(tenant);
      if (!key) {
        key = readOrMake(folder, tenant);
        known.set(tenant, key);
        key.catch(() => known.delete(tenant));
      }
      return key;
    },
  };
}

async function readOrMake(folder: string, tenant: TenantId): Promise<SecretKey> {
  const file = path.join(folder, `${tenant}.key`);
  const existing = await read(file);
  if (existing) return existing;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${Buffer.from(newSecretKey()).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await read(file);
  if (!made) throw new Error(`the key of authority ${tenant} could not be kept`);
  return made;
}

async function read(file: string): Promise<SecretKey | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new Error(`${file} holds no key of 32 bytes`);
  return key as unknown as SecretKey;
}
