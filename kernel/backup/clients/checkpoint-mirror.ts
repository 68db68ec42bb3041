import { copyFile, mkdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { filesBelow, isMissing } from './durable-files.ts';

/** Between the clock of a file system and that of the machine. */
const MARGIN_MS = 1000;

/** Copies signed checkpoints that were written before a moment: a checkpoint must never know more of a log than the database beside it. Keeps their times. */
export async function copyCheckpoints(from: string, to: string, before: Date): Promise<void> {
  const known = new Set(await filesBelow(to));
  const files = (await filesBelow(from)).filter((file) => !file.endsWith('.new'));
  for (const file of files.toSorted((a, b) => Number(a.endsWith('.checkpoint')) - Number(b.endsWith('.checkpoint')))) {
    const isNote = file.endsWith('.checkpoint');
    if (isNote && known.has(file)) continue;
    try {
      const { mtime } = await stat(path.join(from, file));
      if (isNote && mtime.getTime() > before.getTime() - MARGIN_MS) continue;
      const target = path.join(to, file);
      await mkdir(path.dirname(target), { recursive: true });
      await copyFile(path.join(from, file), target);
      await utimes(target, mtime, mtime);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
