import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { REPOSITORY } from '../options.ts';

/** A process that loads its program and begins when it is told its environment. */
export type LoadedAhead = {
  /** Lets it begin; undefined when it has ended meanwhile. */
  begin(env: Readonly<Record<string, string>>): ChildProcess | undefined;
  /** Ends one that has not begun. */
  drop(): void;
};

/** Loads a program on another core while its database is still being made. It ends when we end. */
export function loadAhead(file: string): LoadedAhead {
  // Its own group: Ctrl-C reaches us alone, and we end the children in order.
  const child = fork(path.join(REPOSITORY, 'processes', 'operator', 'supervision', 'load-ahead-process.ts'), [file], { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
  let state: 'waiting' | 'begun' | 'ended' = 'waiting';
  for (const event of ['exit', 'error'] as const) child.once(event, () => { state = 'ended'; });
  return {
    begin: (env) => {
      if (state !== 'waiting') return undefined;
      state = 'begun';
      child.send(env);
      return child;
    },
    drop: () => { if (state === 'waiting') child.kill('SIGKILL'); },
  };
}
