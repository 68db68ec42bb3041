import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPlatform } from '../../e2e/platform.ts';
import { repositoryFolder } from '../test/repository-folder.ts';
import type { Figures } from './bench.ts';

export const about = 'fresh clone to first page, with an empty and with a filled package cache';

/**
 * Clones the committed state twice and starts each clone as a newcomer would: once with empty caches of npm and pnpm, once with those that the first start filled.
 * Seconds from the command to the first answer; the clone itself is not counted. Needs the package registry.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bench-start-'));
  await chmod(folder, 0o755);
  try {
    const seconds: number[] = [];
    for (const [index, cache] of ['cold', 'warm'].entries()) {
      const house = join(folder, `clone-${index}`);
      await promisify(execFile)('git', ['clone', '--quiet', '--no-hardlinks', repositoryFolder, house]);
      say(`${cache}: ./allmende up …`);
      const home = join(folder, 'home');
      await using platform = await startPlatform({
        house,
        dataDir: join(house, '.local'),
        environment: { XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache'), XDG_STATE_HOME: join(home, 'state'), npm_config_cache: join(home, 'npm'), NODE_COMPILE_CACHE: '' },
        timeoutMs: 10 * 60_000,
      });
      seconds.push(platform.startSeconds);
      say(`${cache}: ${platform.startSeconds.toFixed(1)} s`);
    }
    const [cold = Number.NaN, warm = Number.NaN] = seconds;
    return { cold_s: Number(cold.toFixed(1)), warm_s: Number(warm.toFixed(1)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
