import { hash, verify } from '@node-rs/argon2';
import { normalPassword, PASSWORD_MOST_BYTES } from './domain/password-rules.ts';

/** Argon2id, the package's default, with 19 MiB, two passes and one lane. Source: OWASP Password Storage Cheat Sheet. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Made with the same parameters from random bytes that nobody kept.
const DECOY = '$argon2id$v=19$m=19456,t=2,p=1$Bc/q9QB/b9GWTrOdkiLA+Q$lFuueMRqHKlFCEbcv8kkR19qCbX6bc27MTJToLNnE4U';

/** Hashes a password for storing. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), PARAMETERS);
}

/** Whether the password belongs to the hash. Without a hash it takes just as long and the answer is no. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const normal = normalPassword(password);
  const readable = Buffer.byteLength(normal, 'utf8') <= PASSWORD_MOST_BYTES;
  const matches = await verify(passwordHash ?? DECOY, readable ? normal : '');
  return matches && readable && passwordHash !== undefined;
}
