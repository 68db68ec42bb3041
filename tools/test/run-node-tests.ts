import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { repositoryFolder } from './repository-folder.ts';
import type { TestResult } from './test-result.ts';

/** How a set of test files is run. */
export type NodeTestRun = {
  readonly part: string;
  /** Relative to the repository. */
  readonly files: readonly string[];
  /** `shared`: all files in one process. `own`: a process for each file. Or files of the same folder that may share one, a few together. */
  readonly processes: 'shared' | 'own' | { readonly together: number; readonly mayShare: (file: string) => boolean };
  /** How many processes at once; 1 unless told. */
  readonly concurrency?: number;
  /** Limit for one file; a process with several has as many times longer. What still runs then is ended and counts as failed. */
  readonly timeoutMs: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What only the processes of one lane see, for each of the `concurrency` lanes. */
  readonly laneEnvironments?: readonly Readonly<Record<string, string>>[];
  readonly onFileDone?: (file: string, results: readonly TestResult[], durationMs: number) => void;
  readonly signal?: AbortSignal;
};

/** What a child process says to its parent. */
export type ChildMessage =
  | {
      kind: 'result';
      file: string;
      name: string;
      state: TestResult['state'];
      reason?: string;
      error?: string;
      durationMs: number;
    }
  | { kind: 'end' };

/**
 * Runs test files with node:test in child processes and returns one result for each test.
 * A child that dies or hangs before it has reported the end counts as one failed test, with the tail of its output.
 */
export async function runNodeTests(run: NodeTestRun): Promise<TestResult[]> {
  const results: TestResult[] = [];
  const waiting = groupsOf(run).filter((group) => group.length > 0);
  const lane = async (own: Readonly<Record<string, string>> | undefined) => {
    for (let group = waiting.shift(); group !== undefined && !run.signal?.aborted; group = waiting.shift()) {
      const started = performance.now();
      const found = await runInChild(group, own ? { ...run, environment: { ...run.environment, ...own } } : run);
      results.push(...found);
      if (run.processes === 'shared') continue;
      const [alone] = group.length === 1 ? group : [];
      if (alone !== undefined) run.onFileDone?.(alone, found, performance.now() - started);
      else for (const file of group) reportPart(file, found, run);
    }
  };
  await Promise.all(Array.from({ length: run.concurrency ?? 1 }, (_, index) => lane(run.laneEnvironments?.[index])));
  return results;
}

function groupsOf({ files, processes }: NodeTestRun): readonly (readonly string[])[] {
  if (processes === 'shared') return [files];
  if (processes === 'own') return files.map((file) => [file]);
  const groups: string[][] = [];
  for (const [, neighbours] of Map.groupBy(files.filter(processes.mayShare), dirname)) {
    for (let first = 0; first < neighbours.length; first += processes.together) groups.push(neighbours.slice(first, first + processes.together));
  }
  return [...groups.toSorted((one, other) => other.length - one.length), ...files.filter((file) => !processes.mayShare(file)).map((file) => [file])];
}

/** What one file of several in a process took is what its tests took. */
function reportPart(file: string, found: readonly TestResult[], run: NodeTestRun): void {
  const own = found.filter((result) => result.file === file);
  run.onFileDone?.(file, own, own.reduce((sum, { durationMs }) => sum + durationMs, 0));
}

function runInChild(files: readonly string[], run: NodeTestRun): Promise<TestResult[]> {
  return new Promise((resolve) => {
    const results: TestResult[] = [];
    let ended = false;
    let timedOut = false;
    let tail = '';
    const { NODE_TEST_CONTEXT: _outerRun, ...environment } = process.env;
    const child = spawn(process.execPath, [...flagsOf(run), ...files.map((file) => join(repositoryFolder, file))], {
      cwd: repositoryFolder,
      env: { ...environment, ...run.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own, so that what a hanging test has started ends with it.
      detached: true,
    });
    const keepTail = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on('data', keepTail);
    child.stderr?.on('data', keepTail);
    const stop = () => void endGroup(child);
    run.signal?.addEventListener('abort', stop);
    const limit = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeLimitOf(files, run));
    child.on('message', (message: ChildMessage) => {
      if (message.kind === 'end') {
        ended = true;
      } else {
        const { kind: _kind, file, ...result } = message;
        results.push({ part: run.part, ...(file === '' ? {} : { file: relative(repositoryFolder, file) }), ...result });
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(limit);
      run.signal?.removeEventListener('abort', stop);
      if (!ended) {
        const how = timedOut ? `It did not end within ${timeLimitOf(files, run) / 1000} s.` : `It ended with ${signal ?? `code ${code}`} before its last test.`;
        const [file] = files.length === 1 ? files : [];
        const name = `the test process comes to its end${file === undefined && run.processes !== 'shared' ? ` (${files.join(', ')})` : ''}`;
        results.push({ part: run.part, ...(file === undefined ? {} : { file }), name, state: 'failed', error: `${how}\n${tail}`.trim(), durationMs: 0 });
      }
      child.stdout?.destroy();
      child.stderr?.destroy();
      // An exit in the middle of a test can leave messages behind; they arrive before the channel closes.
      if (child.connected) child.once('disconnect', () => resolve(results));
      else resolve(results);
    });
  });
}

function timeLimitOf(files: readonly string[], { processes, timeoutMs }: NodeTestRun): number {
  return processes === 'shared' ? timeoutMs : timeoutMs * files.length;
}

function flagsOf(run: NodeTestRun): string[] {
  return [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--test-isolation=none',
    // A handle that a test left open must not keep the process.
    '--test-force-exit',
    // A little less than the process has, so that a hanging test is called by its name.
    `--test-timeout=${Math.round(run.timeoutMs * 0.8)}`,
    `--test-reporter=${join(import.meta.dirname, 'report-to-parent.ts')}`,
  ];
}

function endGroup(child: ChildProcess): void {
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), 3000).unref();
}
