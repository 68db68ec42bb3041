import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGE = '@defra/forms-engine-plugin@8.0.1';

/** The DEFRA forms engine in a folder of its own, and what it can do with the page of forty fields. */
export type DefraForms = {
  readonly version: string;
  /** Pages per CPU-second of one process of its own that does nothing else. */
  measure(seconds: number): Promise<{ perCpuSecond: number; bytes: number }>;
} & AsyncDisposable;

/** Installs the engine from npm into a temporary folder that goes when it is disposed. No script of any package runs. Needs the package registry. */
export async function installDefraForms(say: (line: string) => void): Promise<DefraForms> {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bench-defra-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    say(`${PACKAGE} is installed in ${folder} …`);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', PACKAGE], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    version: PACKAGE.slice(PACKAGE.lastIndexOf('@') + 1),
    measure: async (seconds) => {
      // The engine looks for its templates from the folder in which it runs.
      const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'defra-form-process.ts'), folder, String(seconds)], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { perCpuSecond: number; bytes: number };
    },
    [Symbol.asyncDispose]: dispose,
  };
}
