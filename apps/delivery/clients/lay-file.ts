import { access, mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Lays a file into a folder, whole or not at all, and only once: the same name again changes nothing, even when the file was fetched and removed meanwhile. What is noted of it in `.laid` is only its name. Durable when it returns.
 */
export async function layFile(folder: string, name: string, content: string): Promise<void> {
  const [coming, noted, place] = [path.join(folder, '.coming', name), path.join(folder, '.laid', name), path.join(folder, name)];
  for (const each of [coming, noted]) await mkdir(path.dirname(each), { recursive: true, mode: 0o750 });
  if (!(await exists(noted))) {
    await writeDurably(coming, content);
    await syncFolder(path.dirname(coming));
    // From here on it is laid: whoever comes after a fall only moves what is coming.
    await writeDurably(noted, '');
    await syncFolder(path.dirname(noted));
  }
  if (!(await exists(coming))) return;
  await rename(coming, place);
  await syncFolder(folder);
  await syncFolder(path.dirname(coming));
}

async function writeDurably(file: string, content: string): Promise<void> {
  const handle = await open(file, 'w', 0o640);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
