import { join } from 'node:path';
import { repositoryFolder } from './repository-folder.ts';
import { runCommand } from './run-command.ts';
import type { TestResult } from './test-result.ts';

/** Finds files, exports and dependencies that nobody uses, with knip. */
export async function checkUnused(): Promise<TestResult[]> {
  const started = performance.now();
  const { code, output } = await runCommand(join(repositoryFolder, 'tools/node_modules/.bin/knip'), ['--no-progress', '--no-config-hints']);
  const durationMs = performance.now() - started;
  const name = 'no file, export or dependency is without use';
  return [code === 0 ? { part: 'unused', name, state: 'passed', durationMs } : { part: 'unused', name, state: 'failed', error: output, durationMs }];
}
