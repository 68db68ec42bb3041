import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
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
  const fresh = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  await writeFile(file, fresh, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await chmod(file, 0o600);
  const privateKey = createPrivateKey(await readFile(file));
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  return { name: options.name, publicKey, sign: async (message) => sign(null, message, privateKey) };
}
