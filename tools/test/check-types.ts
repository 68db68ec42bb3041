import { join } from 'node:path';
import { repositoryFolder } from './repository-folder.ts';
import { runCommand } from './run-command.ts';
import type { TestResult } from './test-result.ts';

/** Checks the types of the whole house with the native compiler; nothing is written. */
export async function checkTypes(): Promise<TestResult[]> {
  const started = performance.now();
  const { code, output } = await runCommand(join(repositoryFolder, 'node_modules/.bin/tsc'), ['--noEmit', '-p', 'tsconfig.json', '--pretty', 'false']);
  const durationMs = performance.now() - started;
  const name = 'every file passes the type check';
  return [code === 0 ? { part: 'types', name, state: 'passed', durationMs } : { part: 'types', name, state: 'failed', error: output, durationMs }];
}
