import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { auditMigrations, checkpoint, checkpointKeyText, exportAudit, fileCheckpointSigner, integrate, openCheckpoint, verifyAudit, type CheckpointSigner } from '../index.ts';
import { anyFolder, anyTenant, asAdministrator, recordMany } from './stand.ts';

const { database, ownerUrl } = await testDatabase([auditMigrations]);
const signer = await fileCheckpointSigner({ folder: await anyFolder(), name: 'allmende.example' });
const flip = 'overlay(body placing case when substr(body, 20, 1) = \'x\' then \'y\' else \'x\' end from 20 for 1)';

/** A log of 9 entries with checkpoints at 4 and 7, and the last two behind them. */
async function aLog(key: CheckpointSigner = signer): Promise<{ tenant: TenantId; folder: string; ids: string[] }> {
  const tenant = anyTenant();
  const folder = await anyFolder();
  const ids: string[] = [];
  for (const count of [4, 3]) {
    ids.push(...(await recordMany(database, tenant, count)));
    await integrate(database);
    await checkpoint(database, key, folder);
  }
  ids.push(...(await recordMany(database, tenant, 2)));
  await integrate(database);
  return { tenant, folder, ids };
}

async function verified(log: { tenant: TenantId; folder: string }) {
  const report = (await verifyAudit(database, log.folder, signer)).logs.find((one) => one.tenant === log.tenant);
  assert.ok(report);
  return { ...report, named: report.findings.filter((one) => one.kind !== 'checkpoint').map((one) => `${one.kind} ${one.index} ${log.tenant === report.tenant ? one.entryId : ''}`) };
}

test('an untouched log verifies, and what waits is counted', async () => {
  const log = await aLog();
  await recordMany(database, log.tenant, 2);
  const { size, checkpointSize, checkpoints, unsequenced, findings } = await verified(log);
  assert.deepEqual({ size, checkpointSize, checkpoints, unsequenced, findings }, { size: 9, checkpointSize: 7, checkpoints: 2, unsequenced: 2, findings: [] });
  await integrate(database);
});

for (const place of [0, 3, 6, 8]) {
  test(`a byte flipped in the stored entry ${place} is named by place and id`, async () => {
    const log = await aLog();
    await asAdministrator(ownerUrl, `update audit.entry set body = ${flip} where id = '${log.ids[place]}'`);
    assert.ok((await verified(log)).named.includes(`changed ${place} ${log.ids[place]}`));
  });
}

test('an entry changed together with all its hashes in the database is still named', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl,
    `update audit.entry set body = ${flip} where id = '${log.ids[2]}'`,
    `update audit.leaf set leaf_hash = sha256('\\x00'::bytea || convert_to(entry.body, 'UTF8')) from audit.entry where entry.id = leaf.entry_id and entry.id = '${log.ids[2]}'`);
  assert.ok((await verified(log)).named.includes(`changed 2 ${log.ids[2]}`));
});

test('a column for searching that was changed apart from its entry is named', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl, `update audit.entry set subject_id = 'another' where id = '${log.ids[5]}'`);
  assert.deepEqual((await verified(log)).named, [`changed 5 ${log.ids[5]}`]);
});

test('a dropped entry is named, with and without its place', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl, `delete from audit.entry where id = '${log.ids[1]}'`);
  assert.deepEqual((await verified(log)).named, [`dropped 1 ${log.ids[1]}`]);
  await asAdministrator(ownerUrl, `delete from audit.leaf where entry_id = '${log.ids[1]}'`);
  assert.deepEqual((await verified(log)).named, ['dropped 1 null']);
});

test('an entry taken away before it had a place is named, and holds up no other', async () => {
  const log = await aLog();
  const [gone, next] = await recordMany(database, log.tenant, 2);
  await asAdministrator(ownerUrl, `delete from audit.entry where id = '${gone}'`);
  await integrate(database, { batch: 1 });
  const report = await verified(log);
  assert.deepEqual(report.named, [`dropped null ${gone}`]);
  assert.deepEqual([report.size, report.unsequenced], [10, 0]);
  assert.ok(next);
});

test('two entries that changed places are named', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl, `update audit.leaf set tree_index = 1000 + tree_index where entry_id in ('${log.ids[0]}', '${log.ids[5]}')`, `update audit.leaf set tree_index = 1005 - tree_index where tree_index >= 1000`);
  assert.deepEqual((await verified(log)).named, [`reordered 0 ${log.ids[5]}`, `reordered 5 ${log.ids[0]}`]);
});

test('a doubled entry and one that was slipped in are named', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl, `update audit.entry set body = (select body from audit.entry where id = '${log.ids[1]}') where id = '${log.ids[4]}'`);
  assert.ok((await verified(log)).named.includes(`duplicated 4 ${log.ids[4]}`));
  const second = await aLog();
  await asAdministrator(ownerUrl, `insert into audit.entry select tenant_id, gen_random_uuid(), at, action, subject_kind, subject_id, body from audit.entry where id = '${second.ids[1]}'`);
  const { findings } = await verified(second);
  assert.deepEqual(findings.map((one) => [one.kind, one.index]), [['inserted', null]]);
});

test('an administrator who rewrites the whole log with a fresh tree is found by the older checkpoint', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl, ...['leaf', 'tree_head', 'node'].map((table) => `delete from audit.${table} where tenant_id = '${log.tenant}'`),
    `update audit.entry set body = replace(body, '"number":2', '"number":3') where id = '${log.ids[2]}'`,
    `insert into audit.pending select id, tenant_id from audit.entry where tenant_id = '${log.tenant}'`);
  await integrate(database);
  const report = await verified(log);
  assert.deepEqual(report.named, [`changed 2 ${log.ids[2]}`]);
  assert.ok(report.findings.some((one) => one.kind === 'checkpoint' && one.detail.includes('checkpoint 4')));
  const again = await checkpoint(database, signer, log.folder);
  assert.ok(again.refused.some((one) => one.tenant === log.tenant));
  assert.equal((await readdir(path.join(log.folder, log.tenant))).filter((name) => name.endsWith('.checkpoint')).length, 2);
});

test('a log that vanished from the database, or lost its end, is found', async () => {
  const log = await aLog();
  await asAdministrator(ownerUrl, ...['entry', 'leaf', 'tree_head', 'node'].map((table) => `delete from audit.${table} where tenant_id = '${log.tenant}'`));
  const report = await verified(log);
  assert.equal(report.named.length, 7);
  assert.ok(report.named.every((one) => one.startsWith('dropped')));
});

test('a forged or damaged checkpoint is found, and so are damaged leaf hashes', async () => {
  const forger = await fileCheckpointSigner({ folder: await anyFolder(), name: 'allmende.example' });
  const forged = await aLog(forger);
  assert.ok((await verified(forged)).findings.some((one) => one.detail.includes('Unterschrift')));
  const log = await aLog();
  const copy = await anyFolder();
  await cp(log.folder, copy, { recursive: true });
  const file = path.join(copy, log.tenant, 'leaf-hashes');
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  await writeFile(file, bytes);
  assert.deepEqual((await verified({ ...log, folder: copy })).findings.map((one) => one.kind), ['checkpoint']);
  await rm(file);
  await asAdministrator(ownerUrl, `update audit.entry set body = ${flip} where id = '${log.ids[2]}'`);
  assert.ok((await verified({ ...log, folder: copy })).named.includes(`changed 2 ${log.ids[2]}`));
});

test('a checkpoint is written once per state and says what the log says', async () => {
  const log = await aLog();
  const first = await checkpoint(database, signer, log.folder);
  const second = await checkpoint(database, signer, log.folder);
  assert.ok(first.written >= 1);
  assert.equal(second.written, 0);
  const note = await readFile(path.join(log.folder, log.tenant, '0000000000000009.checkpoint'), 'utf8');
  const opened = openCheckpoint(note, signer);
  assert.deepEqual([opened.origin, opened.size], [`allmende.example/audit/${log.tenant}`, 9]);
});

test('a crash between leaf hashes and checkpoint is mended by the next run', async () => {
  const log = await aLog();
  const file = path.join(log.folder, log.tenant, 'leaf-hashes');
  await writeFile(file, Buffer.alloc(50, 7), { flag: 'a' });
  assert.ok((await checkpoint(database, signer, log.folder)).written >= 1);
  assert.deepEqual((await verified(log)).findings, []);
  assert.equal((await readFile(file)).length, 9 * 32);
});

test('another key does not continue the folder', async () => {
  const log = await aLog();
  const other = await fileCheckpointSigner({ folder: await anyFolder(), name: 'allmende.example' });
  await assert.rejects(checkpoint(database, other, log.folder), { code: 'audit/invalid-checkpoint' });
});

test('an export is verified by a program that shares no code with ours, and a changed one is refused with its place', async (t) => {
  const run = promisify(execFile);
  if (!(await run('python3', ['--version']).then(() => true, () => false))) return t.skip('no python3 on this machine');
  const log = await aLog();
  const files = { folder: await anyFolder() };
  const exported = path.join(files.folder, 'log.jsonl');
  const lines: string[] = [];
  for await (const line of exportAudit(database, log.tenant)) lines.push(line);
  const key = path.join(files.folder, 'key.vkey');
  await writeFile(key, checkpointKeyText(signer));
  const verifier = fileURLToPath(new URL('../../../tools/audit/verify.py', import.meta.url));
  const check = async (content: string[]) => {
    await writeFile(exported, content.join(''));
    return run('python3', [verifier, exported, path.join(log.folder, log.tenant), '--key', key]).then(({ stdout }) => `0 ${stdout}`, (error: { code: number; stdout: string }) => `${error.code} ${error.stdout}`);
  };
  assert.match(await check(lines), /^0 .*7 entries/su);
  assert.match(await check(lines.with(4, (lines[4] ?? '').replace('approved', 'Approved'))), /^1 .*entry 3\b/su);
  assert.match(await check(lines.toSpliced(3, 1)), /^1 /u);
});
