import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testDatabase } from '@allmende/database/testing';
import fc from 'fast-check';
import { auditMigrations, bundleAudit, checkpoint, checkpointKeyText, fileCheckpointSigner, integrate, type CheckpointSigner } from '../index.ts';
import { anyFolder, anyTenant, asAdministrator, recordMany } from './stand.ts';

const { database, ownerUrl } = await testDatabase([auditMigrations]);
const signer = await fileCheckpointSigner({ folder: await anyFolder(), name: 'allmende.example' });
const verifier = fileURLToPath(new URL('../../../tools/verify/verify.mjs', import.meta.url));

type Finding = { readonly code: string; readonly index?: number; readonly from?: number; readonly size?: number; readonly text?: string };
type Report = { readonly ok: boolean; readonly size: number; readonly covered: number; readonly checkpoints: number; readonly kept: number; readonly findings: readonly Finding[] };
const { verifyBundle } = (await import(new URL('../../../tools/verify/verify.mjs', import.meta.url).href)) as {
  verifyBundle: (input: { bundle: string; key?: string; checkpoints?: readonly { file: string; text: string }[] }) => Promise<Report>;
};

/** A log of nine entries with checkpoints at four and seven, and its bundle. */
async function aBundle(by: CheckpointSigner = signer) {
  const [tenant, folder] = [anyTenant(), await anyFolder()];
  await recordMany(database, tenant, 4);
  await integrate(database);
  await checkpoint(database, by, folder);
  await recordMany(database, tenant, 3);
  await integrate(database);
  await checkpoint(database, by, folder);
  await recordMany(database, tenant, 2);
  await integrate(database);
  return { tenant, folder, text: await textOf(folder, tenant) };
}

async function textOf(folder: string, tenant: ReturnType<typeof anyTenant>): Promise<string> {
  const lines: string[] = [];
  for await (const line of bundleAudit(database, folder, tenant, new Date('2026-11-22T09:00:00Z'))) lines.push(line);
  return lines.join('');
}

const key = `${checkpointKeyText(signer)}\n`;
const work = await anyFolder();
let count = 0;
async function judged(content: string | Uint8Array, checkpoints: readonly { file: string; text: string }[] = []): Promise<Report> {
  const file = path.join(work, `${(count += 1) % 8}.jsonl`);
  await writeFile(file, content);
  return verifyBundle({ bundle: file, key, checkpoints });
}

/** What somebody does who knows the format: changes lines and makes the checksum fit again. */
function forged(text: string, change: (lines: string[]) => string[]): string {
  const lines = change(text.trimEnd().split('\n').slice(0, -1));
  const body = lines.map((line) => `${line}\n`).join('');
  return `${body}${JSON.stringify({ end: { sha256: createHash('sha256').update(body).digest('hex') } })}\n`;
}
const isEntry = (line: string) => line.startsWith('{"entry"');
const indexOf = (line: string) => (JSON.parse(line) as { entry: { index: number } }).entry.index;
const renumbered = (lines: string[]) => {
  let next = 0;
  return lines.map((line) => (isEntry(line) ? JSON.stringify({ entry: { index: next++, body: (JSON.parse(line) as { entry: { body: string } }).entry.body } }) : line));
};

const sound = await aBundle();

test('a bundle holds, and says how many entries are signed', async () => {
  const report = await judged(sound.text);
  assert.deepEqual(report.findings, []);
  assert.deepEqual([report.ok, report.size, report.covered, report.checkpoints], [true, 9, 7, 2]);
});

test('an empty log and one without checkpoints give a bundle too; the latter cannot be held against anything', async () => {
  const tenant = anyTenant();
  await recordMany(database, tenant, 2);
  await integrate(database);
  const report = await judged(await textOf(sound.folder, tenant));
  assert.deepEqual([report.ok, report.findings.map((one) => one.code)], [false, ['no-checkpoint']]);
});

test('any single changed byte is found', async () => {
  const bytes = Buffer.from(sound.text);
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ mask, at);
    // A first line that cannot be read ends with "this is no bundle", which is not silence either.
    const report = await judged(changed).catch((error: Error) => ({ ok: false, findings: [{ code: error.message }] }));
    assert.ok(!report.ok && report.findings.length > 0, `byte ${at}`);
  }), { numRuns: 120 });
});

test('an entry changed by somebody who makes the checksum fit is named', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(8), async (index) => {
    const report = await judged(forged(sound.text, (lines) => lines.map((line) => (isEntry(line) && indexOf(line) === index ? line.replace('approved', 'refused!') : line))));
    assert.ok(report.findings.some((one) => one.code === 'changed' && one.index === index), JSON.stringify(report.findings));
  }), { numRuns: 20 });
});

test('a dropped entry is named, also when the others move up', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(8), fc.boolean(), async (index, movesUp) => {
    const dropped = (lines: string[]) => lines.filter((line) => !isEntry(line) || indexOf(line) !== index);
    const report = await judged(forged(sound.text, (lines) => (movesUp ? renumbered(dropped(lines)) : dropped(lines))));
    assert.ok(report.findings.some((one) => one.code === 'dropped' && one.index === index), JSON.stringify(report.findings));
  }), { numRuns: 30 });
});

test('two entries that changed places are named, with and without their numbers', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(8), fc.nat(8), fc.boolean(), async (one, other, isRenumbered) => {
    fc.pre(one !== other);
    const swapped = (lines: string[]) => {
      const at = (index: number) => lines.findIndex((line) => isEntry(line) && indexOf(line) === index);
      const [first, second] = [at(one), at(other)];
      return lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '');
    };
    const report = await judged(forged(sound.text, (lines) => (isRenumbered ? renumbered(swapped(lines)) : swapped(lines))));
    assert.ok(report.findings.some((finding) => finding.code === 'reordered'), JSON.stringify(report.findings));
  }), { numRuns: 30 });
});

test('an entry slipped in is found, wherever it stands', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(8), fc.boolean(), async (index, isRenumbered) => {
    const slipped = (lines: string[]) => lines.flatMap((line) => (isEntry(line) && indexOf(line) === index ? [line, line.replace('"number":', '"numbers":').replace('\\"number\\":', '\\"numbers\\":')] : [line]));
    const report = await judged(forged(sound.text, (lines) => (isRenumbered ? renumbered(slipped(lines)) : slipped(lines))));
    assert.ok(report.findings.some((one) => one.code === 'inserted'), JSON.stringify(report.findings));
  }), { numRuns: 30 });
});

test('a checkpoint, a proof or a leaf hash that is taken away or changed is found', async () => {
  for (const start of ['{"checkpoint"', '{"consistency"', '{"leaves"']) {
    const gone = await judged(forged(sound.text, (lines) => lines.toSpliced(lines.findIndex((line) => line.startsWith(start)), 1)));
    assert.ok(!gone.ok, start);
    const bent = await judged(forged(sound.text, (lines) => lines.map((line) => (line.startsWith(start) ? line.replace(/(?<before>[A-Za-z0-9+/]{20})[A-Za-z0-9+/](?<after>[A-Za-z0-9+/]{10})/u, (_all, before: string, after: string) => `${before}_${after}`) : line))));
    assert.ok(!bent.ok, start);
  }
});

test('history rewritten from scratch with the stolen key is found by a checkpoint kept outside, and by nothing else', async () => {
  const log = await aBundle();
  const kept = await keptCheckpoint(log, '0000000000000004');
  assert.deepEqual([(await judged(log.text, [kept])).ok, (await judged(log.text, [kept])).kept], [true, 1]);
  await asAdministrator(ownerUrl, ...['leaf', 'tree_head', 'node'].map((table) => `delete from audit.${table} where tenant_id = '${log.tenant}'`),
    `update audit.entry set body = replace(body, '"number":2', '"number":3') where tenant_id = '${log.tenant}'`, `insert into audit.pending select id, tenant_id from audit.entry where tenant_id = '${log.tenant}'`);
  await integrate(database);
  const fresh = await anyFolder();
  await checkpoint(database, signer, fresh);
  const rewritten = await textOf(fresh, log.tenant);
  assert.equal((await judged(rewritten)).ok, true);
  assert.deepEqual((await judged(rewritten, [kept])).findings.map((one) => one.code), ['kept-root']);
});

test('a log cut off at its end, another key and a foreign checkpoint are found by what was kept outside', async () => {
  const kept = await keptCheckpoint(sound, '0000000000000007');
  const young = { tenant: anyTenant(), folder: await anyFolder() };
  await recordMany(database, young.tenant, 4);
  await integrate(database);
  await checkpoint(database, signer, young.folder);
  const foreign = await keptCheckpoint(young, '0000000000000004');
  assert.deepEqual((await judged(sound.text, [foreign])).findings.map((one) => one.code), ['kept-origin']);
  const cut = await judged(forged(sound.text, (lines) => lines.filter((line) => !isEntry(line) || indexOf(line) < 5)), [kept]);
  assert.ok(cut.findings.some((one) => one.code === 'kept-short'));
  const other = await aBundle(await fileCheckpointSigner({ folder: await anyFolder(), name: 'allmende.example' }));
  assert.ok((await judged(other.text)).findings.some((one) => one.code === 'key'));
});

async function keptCheckpoint(log: { readonly folder: string; readonly tenant: string }, name: string) {
  return { file: 'kept.checkpoint', text: await readFile(path.join(log.folder, log.tenant, `${name}.checkpoint`), 'utf8') };
}

test('the program runs alone in an empty folder, speaks plainly and ends with 0, 1 or 2', async () => {
  const folder = await anyFolder();
  const program = path.join(folder, 'verify.mjs');
  await copyFile(verifier, program);
  await writeFile(path.join(folder, 'key.vkey'), key);
  const kept = (await readdir(path.join(sound.folder, sound.tenant))).find((name) => name.endsWith('4.checkpoint')) ?? '';
  const run = async (content: string, ...options: string[]) => {
    await writeFile(path.join(folder, 'bundle.jsonl'), content);
    return promisify(execFile)(process.execPath, [program, 'bundle.jsonl', ...options], { cwd: folder }).then(({ stdout }) => ({ code: 0, stdout, stderr: '' }), (error: { code: number; stdout: string; stderr: string }) => error);
  };
  const held = await run(sound.text, '--key', 'key.vkey', '--checkpoint', path.join(sound.folder, sound.tenant, kept));
  assert.deepEqual([held.code, /Das Protokoll ist unverändert: 7 Einträge stimmen gegen 2 Prüfpunkte und gegen 1 von Ihnen aufbewahrte/u.test(held.stdout)], [0, true], held.stdout);
  const changed = await run(forged(sound.text, (lines) => lines.map((line) => (isEntry(line) && indexOf(line) === 3 ? line.replace('approved', 'refused!') : line))), '--lang', 'en');
  assert.deepEqual([changed.code, /Entry 3 was changed\./u.test(changed.stdout)], [1, true], changed.stdout);
  const report = JSON.parse((await run(sound.text, '--json')).stdout) as Report & { ownKey: boolean };
  assert.deepEqual([report.ok, report.ownKey], [true, false]);
  const unreadable = await run('no bundle');
  assert.deepEqual([unreadable.code, /Das ist kein Prüfbündel/u.test(unreadable.stderr)], [2, true]);
  assert.equal((await run(sound.text, '--unknown')).code, 2);
  assert.match((await run(sound.text, '--help')).stdout, /--checkpoint/u);
});
