import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readBounce, type Bounce } from '../read-bounce.ts';

const MOST_AT_ONCE = 500;
const MOST_BYTES = 1_000_000;

/**
 * Reads what came back to the sender's address from a Maildir (the folder with `new` and `cur` into which a mail server delivers it) and hands each report that names a mail to `take`; then it is moved to `cur`. What is no
 * report is moved too: it is nobody's mail here. A report that `take` fails on stays and comes again. Returns how many were taken.
 */
export async function readBounceFolder(folder: string, take: (bounce: Bounce) => Promise<void>): Promise<number> {
  const names = (await readdir(join(folder, 'new'))).filter((name) => !name.startsWith('.')).toSorted().slice(0, MOST_AT_ONCE);
  let taken = 0;
  for (const name of names) {
    const bounce = readBounce((await readFile(join(folder, 'new', name))).subarray(0, MOST_BYTES).toString('latin1'));
    if (bounce) {
      await take(bounce);
      taken += 1;
    }
    await rename(join(folder, 'new', name), join(folder, 'cur', name));
  }
  return taken;
}
