import { execFile } from 'node:child_process';
import { cpus, platform, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { repositoryFolder } from '../../test/repository-folder.ts';

/** Where figures were measured. */
export type Machine = { readonly cpu: string; readonly cores: number; readonly memoryGb: number; readonly platform: string; readonly node: string };

/** Describes this machine without naming it. */
export function describeMachine(): Machine {
  const cores = cpus();
  return { cpu: cores[0]?.model.trim() ?? 'unknown', cores: cores.length, memoryGb: Math.round(totalmem() / 1024 ** 3), platform: `${platform()} ${process.arch}`, node: process.version };
}

/** The commit that is measured, with `+` when files differ from it; `unknown` outside of git. */
export async function describeCommit(): Promise<string> {
  const git = async (...args: string[]) => (await promisify(execFile)('git', args, { cwd: repositoryFolder })).stdout.trim();
  try {
    const commit = await git('rev-parse', '--short=12', 'HEAD');
    return (await git('status', '--porcelain', '--untracked-files=no')) === '' ? commit : `${commit}+`;
  } catch {
    return 'unknown';
  }
}
