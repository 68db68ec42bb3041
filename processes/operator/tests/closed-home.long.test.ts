import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { REPOSITORY } from '../options.ts';
import { until } from './start-up.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

test('started as root from a fresh clone below a closed home folder it works and keeps its data', { skip: isRoot ? false : 'only root has to hand PostgreSQL to another user' }, async (t) => {
  const home = await mkdtemp(path.join(tmpdir(), 'allmende-home-'));
  await chmod(home, 0o700);
  const house = path.join(home, 'clone');
  const script = path.join(house, 'allmende');
  let cluster: string | undefined;
  try {
    await run('git', ['clone', '--quiet', '--no-hardlinks', '-c', `safe.directory=${REPOSITORY}`, REPOSITORY, house]);
    const { DATABASE_URL: _own, ...inherited } = process.env;
    const env = Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith('ALLMENDE_') && name !== 'NODE_COMPILE_CACHE'));
    for (const time of ['first', 'second']) {
      const begun = performance.now();
      const up = spawn(script, ['up', '--empty', '--port', '0'], { cwd: house, env, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [up.stdout, up.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
      const ended = new Promise<number | null>((resolve) => { up.once('exit', resolve); });
      try {
        await until(() => output.includes('Beenden mit Strg-C.'), `the ${time} start`, 240_000, () => (up.exitCode === null ? undefined : output), () => output);
        t.diagnostic(`${time} start after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
        const place = (await readFile(path.join(house, '.local/database/cluster-is-at.txt'), 'utf8')).trim();
        cluster ??= place;
        assert.equal(place, cluster);
        assert.notEqual((await stat(cluster)).uid, 0, 'PostgreSQL works as another user');
        const operator = ['--email', 'erste@example.org', '--json'];
        if (time === 'first') await run(script, ['operator', 'create', ...operator, '--name', 'Erna Erste']);
        else assert.match((await run(script, ['operator', 'reset', ...operator])).stdout, /oneTimePassword/u, 'what the first start wrote is there');
      } finally {
        up.kill('SIGINT');
        assert.equal(await ended, 0, output);
      }
    }
    assert.equal((await run('git', ['-C', house, 'status', '--porcelain'])).stdout, '', 'a start leaves the clone as it was');
  } finally {
    if (cluster !== undefined) await rm(cluster, { recursive: true, force: true });
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
