import type { KeyObject } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { ExpectedJwe } from '../domain/jwe-header.ts';
import { demand } from '../domain/refusal.ts';
import { fileSource } from './jwe-source.ts';
import { openJwe, type OpenedJwe } from './open-jwe.ts';

/**
 * Decrypts a file into a new file of mode 0600, which is made only after the tag was right, and the hash and tag are those that are expected where they are given. Whatever fails leaves no file behind.
 * Throws FitConnectRefusal, and when the target exists.
 */
export async function decryptFile(
  from: string, target: string, by: { readonly key: KeyObject; readonly largest: number; readonly tag?: string; readonly sha512?: string } & ExpectedJwe,
): Promise<Omit<OpenedJwe, 'read'>> {
  await using encrypted = await open(from, 'r');
  const { read, ...opened } = await openJwe(await fileSource(encrypted), by);
  demand(by.tag === undefined || by.tag === opened.tag, 'tag-differs');
  demand(by.sha512 === undefined || by.sha512 === opened.sha512, 'hash-differs');
  const plain = await open(target, 'wx', 0o600);
  try {
    for await (const piece of read()) {
      await plain.write(piece);
      piece.fill(0);
    }
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  } finally {
    await plain.close();
  }
  return opened;
}
