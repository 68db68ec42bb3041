import { listProcesses } from './cpu-seconds.ts';

/** What a platform consists of. */
export type Part = 'web' | 'worker' | 'database';

const commands: Readonly<Record<Part, RegExp>> = { web: /processes\/web\/main\.ts/u, worker: /processes\/worker\/main\.ts/u, database: /postgres -D /u };

/** The process id of a part now. Rejects while there is none. `root` is the process of `./allmende up`. */
export async function findPart(root: number, part: Part): Promise<number> {
  const found = (await listProcesses()).find(({ parent, command }) => parent === root && commands[part].test(command));
  if (!found) throw new Error(`${part} does not run`);
  return found.pid;
}
