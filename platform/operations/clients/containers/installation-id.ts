import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FORM = /^[0-9a-f]{16}$/u;

/**
 * The id of this installation, made on first use and kept in its data folder: whatever runs outside carries it, so that two installations on one machine or cluster never touch each other's.
 */
export async function installationId(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'installation-id');
  const read = async () => (await readFile(file, 'utf8')).trim();
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, `${randomBytes(8).toString('hex')}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  // Whoever came first is perhaps still writing.
  for (let tries = 0; tries < 50; tries += 1) {
    const id = await read();
    if (FORM.test(id)) return id;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error(`${file} holds no id of an installation`);
}
