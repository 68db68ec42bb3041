import { ZipFile } from 'yazl';
import type { PackedFile } from '../domain/mail-package.ts';

/** Packs files into a ZIP in memory. */
export async function zipOf(files: readonly PackedFile[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
