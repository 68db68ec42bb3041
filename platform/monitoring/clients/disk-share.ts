import { statfs } from 'node:fs/promises';

/** How full the disk is that holds a folder, from 0 to 1; what only the superuser may still use counts as taken. */
export async function diskShare(folder: string): Promise<number> {
  const { blocks, bavail } = await statfs(folder);
  return blocks === 0 ? 0 : 1 - bavail / blocks;
}
