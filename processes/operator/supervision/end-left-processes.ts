import { setTimeout as sleep } from 'node:timers/promises';
import type { RunFile } from './run-file.ts';
import { runningCommand } from './running-command.ts';

const PATIENCE_MS = 15_000;

/** Waits until the processes of a platform that was killed have ended, as they do by themselves, and ends them after 15 s. */
export async function endLeftProcesses(left: RunFile): Promise<void> {
  for (const name of ['web', 'worker', 'gateway', 'fit-connect', 'test-bundid']) {
    const pid = left.children[name] ?? 0;
    const isOurs = async () => (await runningCommand(pid)).includes(`processes/${name}/main.ts`);
    for (let waited = 0; await isOurs(); waited += 100) {
      if (waited > PATIENCE_MS) process.kill(pid, 'SIGKILL');
      await sleep(100);
    }
  }
}
