import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isKeyName, type CheckpointSigner } from '../domain/checkpoint.ts';

/**
 * Signs with an Ed25519 key in the file `audit-checkpoint.pem` of a folder outside the database; makes it (mode 0600) when it is missing. `name` is the platform's host, and the
 * first part of each log's origin. Throws RangeError when it has blanks or a plus sign.
 */
export async function fileCheckpointSigner(options: { readonly folder: string; readonly name: string }): Promise<CheckpointSigner> {
  if (!isKeyName(options.name)) throw new RangeError(`no name for a key: ${options.name}`);
  const file = path.join(options.folder, 'audit-checkpoint.pem');
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) await makeKey(file);
  await chmod(file, 0o600);
  const privateKey = createPrivateKey(await readFile(file));
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  return { name: options.name, publicKey, sign: async (message) => sign(null, message, privateKey) };
}

// Written beside, then linked: whoever reads it at the same moment finds no key or a whole one, and two who make one agree.
async function makeKey(file: string): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }), { flag: 'wx', mode: 0o600 });
  try {
    await link(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(beside);
  }
}
