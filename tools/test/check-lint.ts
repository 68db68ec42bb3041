import { join } from 'node:path';
import { repositoryFolder } from './repository-folder.ts';
import { runCommand } from './run-command.ts';
import type { TestResult } from './test-result.ts';

/** Lints the whole house with oxlint; every warning counts as a fault. */
export async function checkLint(): Promise<TestResult[]> {
  const started = performance.now();
  const { code, output } = await runCommand(join(repositoryFolder, 'node_modules/.bin/oxlint'), ['--deny-warnings', '--format=unix', '.']);
  const durationMs = performance.now() - started;
  const name = 'every file passes the lint rules';
  return [code === 0 ? { part: 'lint', name, state: 'passed', durationMs } : { part: 'lint', name, state: 'failed', error: output, durationMs }];
}
