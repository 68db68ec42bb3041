import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/** Writes a file as a whole: it is the old one or the new one, never half of it. */
export async function writeJson(file: string, content: unknown, mode = 0o644): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode });
  await rename(draft, file);
}
