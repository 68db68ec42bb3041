import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { command, processesOf, temporaryFolder, until, Up } from './start-up.ts';

const answers = async (address: string, page: string): Promise<number> => fetch(`${address}${page}`).then((response) => response.status, () => 0);

describe('up on an empty installation', () => {
  const open: AsyncDisposable[] = [];
  after(async () => { for (const one of open.toReversed()) await one[Symbol.asyncDispose](); });

  it('keeps one installation through everything that can happen to it', async (t) => {
    const place = await temporaryFolder();
    open.push(place);
    const dataDir = path.join(place.folder, 'data');
    const say = (line: string) => t.diagnostic(line);
    const start = async (...args: string[]): Promise<Up> => {
      const begun = performance.now();
      const up = new Up(dataDir, args);
      open.push(up);
      await up.ready();
      say(`ready after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      return up;
    };

    let up = await start('--empty');
    let run = await up.runFile();

    await t.test('it tells scripts where it runs, in exactly the promised shape', async () => {
      const { code, stdout } = await command(['status', '--json', '--data-dir', dataDir]);
      assert.equal(code, 0);
      const status = JSON.parse(stdout) as Record<string, unknown>;
      assert.deepEqual(Object.keys(status), ['address', 'version', 'pid', 'database', 'tenants', 'instances']);
      assert.deepEqual([status['address'], status['pid'], status['tenants'], status['instances']], [run.address, run.pid, 13, 0]);
      assert.deepEqual(Object.keys(status['database'] as object), ['kind', 'version']);
      assert.equal((status['database'] as { kind: string }).kind, 'embedded');
      assert.deepEqual(JSON.parse((await command(['accounts', '--json', '--data-dir', dataDir])).stdout), []);
    });

    await t.test('it lets the first operator in, who has to change the password', async () => {
      const email = `betrieb.${randomBytes(4).toString('hex')}@example.org`;
      const made = JSON.parse((await command(['operator', 'create', '--email', email, '--name', 'Erika Ersonnen', '--json', '--data-dir', dataDir])).stdout) as { oneTimePassword: string; signIn: string };
      assert.equal(made.signIn, `${run.address}/sign-in`);
      const signIn = (password: string) => fetch(`${run.address}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
      assert.equal((await signIn(made.oneTimePassword)).ok, true);
      const reset = JSON.parse((await command(['operator', 'reset', '--email', email, '--json', '--data-dir', dataDir])).stdout) as { oneTimePassword: string };
      assert.equal((await signIn(made.oneTimePassword)).ok, false);
      assert.equal((await signIn(reset.oneTimePassword)).ok, true);
      const again = JSON.parse((await command(['operator', 'create', '--email', email, '--name', 'Erika Ersonnen', '--json', '--data-dir', dataDir])).stdout) as { oneTimePassword: unknown };
      assert.equal(again.oneTimePassword, null, 'who has an account keeps the password');
      const stranger = await command(['operator', 'reset', '--email', 'niemand@example.org', '--data-dir', dataDir]);
      assert.equal(stranger.code, 1);
      assert.match(stranger.stderr, /arbeitet niemand im Betrieb/u);
    });

    await t.test('a second one on the same folder refuses and does no harm', async () => {
      const second = await command(['up', '--data-dir', dataDir, '--port', '0']);
      assert.equal(second.code, 1);
      assert.match(second.stderr, new RegExp(`läuft schon: ${run.address}`, 'u'));
      assert.equal(await answers(run.address, '/health/ready'), 200);
    });

    for (const name of ['web', 'worker'] as const) {
      await t.test(`it starts the ${name} again after kill -9`, async () => {
        const before = (await up.runFile()).children[name] ?? 0;
        process.kill(before, 'SIGKILL');
        await until(async () => ((await up.runFile()).children[name] ?? before) !== before, `a new ${name}`);
        await until(async () => (await answers(run.address, '/')) === 200, 'the start page');
        assert.match(up.output, new RegExp(`! ${name} wird neu gestartet \\(SIGKILL\\)`, 'u'));
      });
    }

    await t.test('it says that it is not ready while the database is away, and is by itself when it is back', async () => {
      const before = (await up.runFile()).children['database'] ?? 0;
      const seen = new Set<number>();
      process.kill(before, 'SIGSTOP');
      process.kill(before, 'SIGKILL');
      await until(async () => {
        seen.add(await answers(run.address, '/health/ready'));
        return ((await up.runFile()).children['database'] ?? before) !== before;
      }, 'a new database');
      await until(async () => {
        const code = await answers(run.address, '/health/ready');
        seen.add(code);
        return code === 200;
      }, 'health');
      assert.ok([...seen].every((code) => code === 200 || code === 503), `saw ${[...seen].join(', ')}`);
      assert.equal(await answers(run.address, '/'), 200);
      assert.equal((await command(['audit', 'verify', '--data-dir', dataDir])).code, 0);
    });

    await t.test('Ctrl-C ends everything', async () => {
      run = await up.runFile();
      assert.ok((await processesOf(dataDir, run)).length >= 4, 'the search finds what runs');
      assert.equal(await up.stop(), 0);
      assert.deepEqual(await processesOf(dataDir, run), []);
      assert.equal(existsSync(path.join(dataDir, 'running.json')), false);
    });

    await t.test('a second start keeps everything and shows no demo data, also without --empty', async () => {
      up = await start();
      run = await up.runFile();
      assert.doesNotMatch(up.output, /Beispieldaten/u);
      assert.equal((await command(['operator', 'create', '--email', 'zweite@example.org', '--name', 'Zoe Zweite', '--data-dir', dataDir])).code, 0);
    });

    await t.test('after kill -9 web and worker end by themselves, and the next start takes the database over', async () => {
      process.kill(run.pid, 'SIGKILL');
      await until(async () => (await processesOf(dataDir, { ...run, pid: 0 })).every((line) => !/processes\/(?:web|worker)/u.test(line)), 'web and worker to end', 20_000);
      const left = run;
      up = await start();
      run = await up.runFile();
      assert.equal((await processesOf(dataDir, left)).some((line) => line.startsWith(`${left.children['database'] ?? 0} `)), false, 'the old database has ended');
      const reset = await command(['operator', 'reset', '--email', 'zweite@example.org', '--data-dir', dataDir]);
      assert.equal(reset.code, 0, 'what was written is there');
    });

    await t.test('a run file of a dead process with a number that somebody else has now does not keep it from starting', async () => {
      await up.stop();
      await writeFile(path.join(dataDir, 'running.json'), JSON.stringify({ ...run, pid: process.pid, children: { web: process.pid, worker: process.pid } }));
      up = await start();
      assert.equal(await up.stop(), 0);
    });

    await t.test('Ctrl-C while it starts leaves nothing behind', async () => {
      for (const moment of ['Allmende startet', '✓ Datenbank', '✓ Tabellen', '✓ Gemeindeverzeichnis']) {
        const begun = new Up(dataDir);
        open.push(begun);
        await begun.says(moment);
        const children = await readFile(path.join(dataDir, 'running.json'), 'utf8').then((text) => JSON.parse(text) as typeof run, () => run);
        const code = await begun.stop();
        assert.ok(code === 130 || code === 0, `${moment}: ended with ${code}: ${begun.output}`);
        await until(async () => (await processesOf(dataDir, children)).length === 0, `nothing to be left after "${moment}"`, 15_000);
      }
      up = await start();
      assert.equal(await up.stop(), 0);
    });
  });
});

describe('the first start with demo data', () => {
  it('begins again from the beginning when it was interrupted, and seeds once', async () => {
    await using place = await temporaryFolder();
    const dataDir = path.join(place.folder, 'data');
    const demo = async () => (JSON.parse(await readFile(path.join(dataDir, 'installation.json'), 'utf8')) as { demo: string }).demo;
    {
      await using first = new Up(dataDir);
      await first.says('✓ Online-Dienste');
      await until(async () => (await demo()) === 'half', 'the demo data to begin');
      first.signal('SIGKILL');
      await first.ended();
    }
    await using second = new Up(dataDir);
    await second.ready();
    assert.match(second.output, /beginnt von vorn/u);
    assert.equal(await demo(), 'there');
    const list = JSON.parse((await command(['accounts', '--json', '--data-dir', dataDir])).stdout) as Record<string, string>[];
    assert.ok(list.length >= 10);
    for (const account of list) assert.deepEqual(Object.keys(account), ['role', 'authority', 'email', 'password']);
    await second.stop();
    const accounts = await readFile(path.join(dataDir, 'demo-accounts.json'), 'utf8');
    await using third = new Up(dataDir, ['--empty']);
    await third.ready();
    assert.match(third.output, /--empty wirkt nur in einem neuen Ordner/u);
    assert.equal(await readFile(path.join(dataDir, 'demo-accounts.json'), 'utf8'), accounts);
  });
});
