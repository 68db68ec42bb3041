import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startPlatform, type Platform } from '../../e2e/platform.ts';
import { DECLARATION, prepareDrafts, type ApplicantDraft } from '../bench/measure/applicant.ts';
import { openBenchHouse } from '../bench/measure/open-bench-house.ts';
import { repositoryFolder } from '../test/repository-folder.ts';

type Sent = { readonly draft: ApplicantDraft; readonly reference: string; readonly answeredAt: number };
type Said = { readonly code: number; readonly stdout: string; readonly stderr: string };

const root = await mkdtemp(path.join(tmpdir(), 'allmende-backup-'));
await chmod(root, 0o755);
const at = (name: string) => path.join(root, name);
const folder = at('backups');
const environment = { ALLMENDE_TRUST_PROXY: '1', ALLMENDE_LOG_LEVEL: 'warn' };
const MAIN = path.join(repositoryFolder, 'processes/operator/main.ts');
await writeFile(at('passphrase'), 'vier zufällige Wörter im Test\n');
await writeFile(at('other-passphrase'), 'vier andere Wörter im Test\n');

let platform: Platform | undefined = await startPlatform({ dataDir: at('first'), environment });
after(async () => {
  await platform?.stop();
  // A test that was skipped or ended early has not done it.
  await promisify(execFile)('umount', [at('small')]).catch(() => undefined);
  await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const sent: Sent[] = [];
let middle = 0;
let until = '';

function begin(...args: readonly string[]): { readonly child: ChildProcess; readonly said: Promise<Said> } {
  const { promise, resolve } = Promise.withResolvers<Said>();
  const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }));
  return { child, said: promise };
}

function run(...args: readonly string[]): Promise<Said> {
  return begin(...args).said;
}

async function succeed<Report>(...args: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await run(...args, '--json');
  assert.equal(code, 0, stderr + stdout);
  return JSON.parse(stdout) as Report;
}

async function submit(address: string, draft: ApplicantDraft): Promise<string> {
  const response = await fetch(`${address}/api/v1/drafts/${draft.id}/submission`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: JSON.stringify(DECLARATION), signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`a submission was answered with ${response.status}`);
  return ((await response.json()) as { reference: string }).reference;
}

/** The references that a platform has of those that were acknowledged. */
async function present(of: { readonly dataDir: string }): Promise<Set<string>> {
  await using bench = await openBenchHouse(of);
  const rows = await bench.ask<{ reference: string }>('select reference from online_services.application where reference = any($1)', [sent.map(({ reference }) => reference)]);
  return new Set(rows.map(({ reference }) => reference));
}

async function killAll(of: Platform): Promise<void> {
  const { pid, children } = JSON.parse(await readFile(path.join(of.dataDir, 'running.json'), 'utf8')) as { pid: number; children: Record<string, number> };
  for (const one of [pid, ...Object.values(children)]) process.kill(one, 'SIGKILL');
  await sleep(1000);
}

test('a platform is backed up while people send applications; a second backup at the same time is refused', async () => {
  const running = platform;
  assert.ok(running);
  let over = false;
  let next = 0;
  const apply = async () => {
    while (!over) {
      const [draft] = await prepareDrafts(running, { count: 1, atOnce: 1, from: (next += 1) });
      assert.ok(draft);
      const reference = await submit(running.address, draft);
      sent.push({ draft, reference, answeredAt: Date.now() });
    }
  };
  const applicants = Promise.all([apply(), apply(), apply()]);
  applicants.catch(() => undefined);
  const untilSent = async (count: number) => { while (sent.length < count) await Promise.race([sleep(200), applicants]); };
  await untilSent(5);
  const first = begin('backup', folder, '--continuous', '--passphrase-file', at('passphrase'), '--json', '--data-dir', running.dataDir);
  while (!(await readdir(path.join(folder, 'backups')).catch(() => [])).some((name) => name.endsWith('.part'))) await Promise.race([sleep(20), first.said]);
  // However long the second takes to start, the first is not done before.
  first.child.kill('SIGSTOP');
  const second = await run('backup', at('elsewhere'), '--data-dir', running.dataDir);
  first.child.kill('SIGCONT');
  assert.equal(second.code, 1);
  assert.match(second.stderr, /läuft gerade schon eine Sicherung/u);
  const taken = await first.said;
  assert.equal(taken.code, 0, taken.stderr);
  assert.equal((JSON.parse(taken.stdout) as { holdsKeys: boolean }).holdsKeys, true);
  const during = sent.length;
  await untilSent(during + 15);
  await sleep(1500);
  middle = Date.now();
  await sleep(1500);
  await untilSent(sent.length + 15);
  over = true;
  await applicants;
  // The receipts are made by the worker and lie in the object store.
  await sleep(3000);
  const status = await run('status', '--data-dir', running.dataDir);
  assert.match(status.stdout, /Sicherung: fortlaufend/u);
});

test('everything is killed and the disk is lost: all that was acknowledged before the log was copied is there again, readable and proven', async () => {
  const lost = platform;
  assert.ok(lost);
  const last = await prepareDrafts(lost, { count: 20, atOnce: 4, from: 5000 });
  for (const draft of last) sent.push({ draft, reference: await submit(lost.address, draft), answeredAt: Date.now() });
  await killAll(lost);
  await lost.stop();
  platform = undefined;
  await rm(lost.dataDir, { recursive: true, force: true });

  const report = await succeed<{ until: string; seconds: number; auditOk: boolean; missing: string[]; files: number }>('restore', folder, '--passphrase-file', at('passphrase'), '--data-dir', at('second'));
  ({ until } = report);
  assert.deepEqual([report.auditOk, report.missing], [true, []]);
  assert.ok(report.files > 0);
  platform = await startPlatform({ dataDir: at('second'), environment });
  const found = await present(platform);
  const due = sent.filter(({ answeredAt }) => answeredAt < new Date(until).getTime());
  assert.ok(due.length > 30);
  assert.deepEqual(due.filter(({ reference }) => !found.has(reference)).map(({ reference }) => reference), []);
  assert.ok(new Date(until).getTime() > (sent.at(-1)?.answeredAt ?? 0) - 5000, 'at most some seconds are lost with the disk');
  assert.equal((await run('audit', 'verify', '--data-dir', platform.dataDir)).code, 0);
  for (const { draft, reference } of due.slice(-5)) {
    assert.equal(await submit(platform.address, draft), reference, 'the sealed draft can be opened and knows that it was sent');
  }
  const receipts = await Promise.all(due.slice(0, 5).map(({ draft }) => fetch(`${platform?.address ?? ''}/api/v1/drafts/${draft.id}/receipt`, { headers: { 'allmende-secret': draft.secret } })));
  for (const receipt of receipts) {
    assert.equal(receipt.status, 200);
    assert.equal(Buffer.from(await receipt.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
  }
});

test('the state of a moment between comes back, with nothing that came later', async () => {
  const report = await succeed<{ until: string; auditOk: boolean; missing: string[] }>('restore', folder, '--to', new Date(middle).toISOString(), '--passphrase-file', at('passphrase'), '--data-dir', at('third'));
  assert.deepEqual([report.auditOk, report.missing], [true, []]);
  const third = await startPlatform({ dataDir: at('third'), environment });
  try {
    const found = await present(third);
    const wrong = sent.filter(({ reference, answeredAt }) => found.has(reference) !== answeredAt < middle);
    assert.deepEqual(wrong, []);
    assert.ok(found.size > 0 && found.size < sent.length);
  } finally {
    await third.stop();
  }
});

test('a moment outside of the backup is refused with what it holds', async () => {
  for (const [moment, words] of [['2020-01-01T00:00:00Z', /älteste Sicherung/u], ['2100-01-01T00:00:00Z', /reicht bis/u]] as const) {
    const { code, stderr } = await run('restore', folder, '--to', moment, '--passphrase-file', at('passphrase'), '--data-dir', at('never'));
    assert.equal(code, 1);
    assert.match(stderr, words);
    assert.equal(existsSync(at('never')), false);
  }
});

test('another passphrase, no passphrase and a used folder are refused, and nothing is touched', async () => {
  const wrong = await run('restore', folder, '--passphrase-file', at('other-passphrase'), '--data-dir', at('never'));
  assert.match(wrong.stderr, /öffnet die Sicherung nicht/u);
  const none = await run('restore', folder, '--data-dir', at('never'));
  assert.match(none.stderr, /fehlt die Passphrase/u);
  const used = await run('restore', folder, '--passphrase-file', at('passphrase'), '--data-dir', at('second'));
  assert.match(used.stderr, /ist nicht leer/u);
  assert.deepEqual([wrong.code, none.code, used.code, existsSync(at('never'))], [1, 1, 1, false]);
});

test('every kind of damage is found by the name of the file before anything is written', async () => {
  const [name = ''] = await readdir(path.join(folder, 'backups'));
  const [chain = ''] = await readdir(path.join(folder, 'wal'));
  const [tenant = ''] = await readdir(path.join(folder, 'files'));
  const [object = ''] = await readdir(path.join(folder, 'files', tenant));
  const backup = `backups/${name}`;
  const [wal = ''] = await readdir(path.join(folder, backup, 'wal'));
  const inChain = await readdir(path.join(folder, 'wal', chain));
  const current = inChain.find((one) => one.endsWith('.current')) ?? '';
  const damaged = at('damaged');
  const flip = (file: string) => async () => {
    const bytes = await readFile(path.join(damaged, file));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(path.join(damaged, file), bytes);
  };
  const remove = (file: string) => () => rm(path.join(damaged, file));
  const cases: readonly (readonly [string, string, () => Promise<void>])[] = [
    ['a changed file of the database', `${backup}/database/global/pg_control.zst`, flip(`${backup}/database/global/pg_control.zst`)],
    ['a missing file of the database', `${backup}/database/PG_VERSION.zst`, remove(`${backup}/database/PG_VERSION.zst`)],
    ['a changed log', `${backup}/wal/${wal}`, flip(`${backup}/wal/${wal}`)],
    ['a changed part of the newest log', current, flip(`wal/${chain}/${current}`)],
    ['a missing newest log', current, remove(`wal/${chain}/${current}`)],
    ['a changed file of the platform', object, flip(`files/${tenant}/${object}`)],
    ['changed secrets', `${backup}/sealed/installation.json`, flip(`${backup}/sealed/installation.json`)],
    ['a changed list', `${backup}/manifest.jsonl`, flip(`${backup}/manifest.jsonl`)],
  ];
  for (const [what, file, damage] of cases) {
    await rm(damaged, { recursive: true, force: true });
    await cp(folder, damaged, { recursive: true });
    await damage();
    const { code, stderr } = await run('restore', damaged, '--passphrase-file', at('passphrase'), '--data-dir', at('never'));
    assert.equal(code, 1, what);
    assert.ok(stderr.includes(file), `${what}: ${stderr}`);
    assert.equal(existsSync(at('never')), false, what);
  }
});

test('a backup that is killed half way looks like none, and the next one clears it away', async () => {
  assert.ok(platform);
  const target = at('killed');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'backup', target, '--data-dir', platform.dataDir], { stdio: 'ignore' });
  const parts = async () => (await readdir(path.join(target, 'backups')).catch(() => [])).filter((name) => name.endsWith('.part'));
  while ((await parts()).length === 0) await sleep(20);
  await sleep(300);
  child.kill('SIGKILL');
  await new Promise((resolve) => { child.once('exit', resolve); });
  assert.equal((await parts()).length, 1, 'it was not finished');
  const { stderr } = await run('backup', 'check', target);
  assert.match(stderr, /keine vollständige Sicherung/u);
  const { code, stderr: loud } = await run('backup', target, '--data-dir', platform.dataDir);
  assert.equal(code, 0, loud);
  assert.match(loud, /Schlüssel der Behörden sind NICHT in dieser Sicherung/u);
  assert.deepEqual(await parts(), []);
  assert.equal((await run('backup', 'check', target)).code, 0);
});

test('without keys in it a backup is restored from what was kept apart', async () => {
  assert.ok(platform);
  for (const name of ['keys', 'installation.json', 'database/owner-password']) await cp(path.join(platform.dataDir, name), path.join(at('apart'), name), { recursive: true });
  const refused = await run('restore', at('killed'), '--data-dir', at('fourth'));
  assert.match(refused.stderr, /--apart/u);
  const report = await succeed<{ auditOk: boolean }>('restore', at('killed'), '--apart', at('apart'), '--data-dir', at('fourth'));
  assert.equal(report.auditOk, true);
});

const mount = process.getuid?.() === 0 ? await promisify(execFile)('sh', ['-c', `mkdir -p ${at('small')} && mount -t tmpfs -o size=300m tmpfs ${at('small')}`]).then(() => true, () => false) : false;

test('a full disk fails the backup in words, leaves the platform running, and is told by the status', { skip: mount ? false : 'a small disk can be made by root only' }, async () => {
  assert.ok(platform);
  const small = at('small');
  try {
    const fill = () => promisify(execFile)('sh', ['-c', `cat /dev/zero > ${small}/fill 2>/dev/null || true`]);
    await fill();
    const { code, stderr } = await run('backup', small, '--passphrase-file', at('passphrase'), '--data-dir', platform.dataDir);
    assert.equal(code, 1);
    assert.match(stderr, /nicht leer|Der Datenträger ist voll/u);
    await rm(path.join(small, 'fill'));
    const fits = await run('backup', small, '--continuous', '--passphrase-file', at('passphrase'), '--data-dir', platform.dataDir);
    assert.equal(fits.code, 0, fits.stderr);
    const whole = await readdir(path.join(small, 'backups'));
    await fill();
    const full = await run('backup', small, '--data-dir', platform.dataDir);
    assert.equal(full.code, 1);
    assert.match(full.stderr, /Der Datenträger ist voll/u);
    assert.deepEqual((await readdir(path.join(small, 'backups'))).filter((name) => !name.endsWith('.part')), whole);
    const [another] = await prepareDrafts(platform, { count: 1, from: 9001 });
    assert.ok(another && (await submit(platform.address, another)) !== '', 'people go on');
    let said = '';
    for (let tries = 0; tries < 60 && !said.includes('GESTÖRT'); tries += 1) {
      await sleep(500);
      said = (await run('status', '--data-dir', platform.dataDir)).stdout;
    }
    assert.match(said, /Sicherung GESTÖRT: .*voll/u);
    await rm(path.join(small, 'fill'));
    for (let tries = 0; tries < 80 && said.includes('GESTÖRT'); tries += 1) {
      await sleep(500);
      said = (await run('status', '--data-dir', platform.dataDir)).stdout;
    }
    assert.doesNotMatch(said, /GESTÖRT/u, 'with space again it goes on by itself');
  } finally {
    await run('backup', '--end', '--data-dir', platform.dataDir);
    await sleep(1500);
    await promisify(execFile)('umount', [small]);
  }
});
