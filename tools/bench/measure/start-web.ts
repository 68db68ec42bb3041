import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repositoryFolder } from '../../test/repository-folder.ts';

/** A web process of its own in a house that exists. */
export type BenchWeb = { readonly address: string; readonly pid: number } & AsyncDisposable;

/** Starts the web process on any free port and waits until it is ready; it ends when disposed. */
export async function startWeb(environment: Readonly<Record<string, string>>): Promise<BenchWeb> {
  const child = fork(join(repositoryFolder, 'processes/web/main.ts'), [], {
    env: { ...process.env, ...environment, ALLMENDE_PORT: '0' }, execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  const [message] = (first ?? []) as [{ port: number }?];
  if (!message) throw new Error('the web process ended before it was ready');
  return {
    address: `http://127.0.0.1:${message.port}`, pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
