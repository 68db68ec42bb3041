import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exportAudit, verifyAudit, writeCheckpoints } from '@allmende/audit';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { prepareData, seedDemo } from '@allmende/process-operator';
import { findAuthorityBySlug } from '@allmende/register';
import pg from 'pg';
import { freshHouse } from '../bench/measure/fresh-house.ts';
import { pairings, withoutRow } from './state-and-entries.ts';

const { house, ownerUrl, folder, [Symbol.asyncDispose]: dispose } = await freshHouse();
const owner = new pg.Client(ownerUrl);
after(async () => {
  await owner.end();
  await dispose();
});
await owner.connect();
await prepareData(house, { run: (_name, work) => work() });
await seedDemo(house, folder);
const heilbronn = tenantId((await findAuthorityBySlug(house, { slug: 'heilbronn' }))?.id ?? '');

const keysOf = async (text: string, values: unknown[] = []) => (await owner.query<{ key: string }>(text, values)).rows.map((row) => row.key).toSorted();
const verifier = fileURLToPath(new URL('../audit/verify.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** What the offline verifier says about Heilbronn's log as it is now. */
async function verifyOffline(): Promise<{ status: number | null; said: string }> {
  const file = path.join(folder, 'log.jsonl');
  await writeFile(file, exportAudit(house.database, heilbronn));
  const { checkpointsDir } = house.config;
  const { status, stdout, stderr } = spawnSync('python3', [verifier, file, path.join(checkpointsDir, heilbronn), '--key', path.join(checkpointsDir, 'key.vkey')], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

for (const { state, actions, rows, entryKey } of pairings) {
  test(`of ${state} the log says exactly what lies in the tables`, async () => {
    const lying = await keysOf(rows);
    assert.ok(lying.length > 0, 'the demonstration leaves none, so nothing is compared');
    assert.deepEqual(await keysOf(`select ${entryKey} as key from audit.entry where action = any($1)`, [actions]), lying);
  });
}

test('no act is recorded of which nobody looks for the state', async () => {
  const explained = new Set([...pairings.flatMap(({ actions }) => actions), ...withoutRow]);
  assert.deepEqual((await keysOf('select distinct action as key from audit.entry')).filter((action) => !explained.has(action)), []);
});

test('acts of the authority stand in its own log, acts of the operator in the platform\'s', async () => {
  const operator = ['identity/account-created', 'membership/', 'register/', 'catalog/', 'online-services/package-published', 'procurement/agreement-text-entered', 'procurement/parameter-entered'];
  const { rows } = await owner.query<{ tenant: string; action: string }>('select distinct tenant_id as tenant, action from audit.entry');
  // Roles are given in authorities and on the platform; their pairing above compares the tenant.
  for (const { tenant, action } of rows.filter((row) => row.action !== 'identity/role-given')) assert.equal(tenant === PLATFORM_TENANT, operator.some((start) => action.startsWith(start)), `${action} stands in ${tenant}`);
});

test('after a checkpoint every log holds, and a program that shares no code with ours agrees', { skip: hasPython ? false : 'python3 is not installed' }, async () => {
  assert.deepEqual((await writeCheckpoints(house)).refused, []);
  const report = await verifyAudit(house.database, house.config.checkpointsDir);
  assert.ok(report.ok, JSON.stringify(report));
  for (const log of report.logs) assert.ok(log.size > 0 && log.checkpointSize === log.size && log.unsequenced === 0, JSON.stringify(log));
  const { status, said } = await verifyOffline();
  assert.equal(status, 0, said);
  const size = report.logs.find(({ tenant }) => tenant === heilbronn)?.size ?? 0;
  assert.match(said, new RegExp(`^${size} entries hold against 1 signed checkpoints; 0 came later`, 'u'));
});

test('an entry that the owner of the database rewrites is named by both verifiers', { skip: hasPython ? false : 'python3 is not installed' }, async () => {
  await writeCheckpoints(house);
  const { rows: [decided] } = await owner.query<{ id: string; place: number }>(
    `select entry.id, leaf.tree_index::int as place from audit.entry join audit.leaf on leaf.entry_id = entry.id and leaf.tenant_id = entry.tenant_id where entry.tenant_id = $1 and action = 'cases/case-decided'`, [heilbronn],
  );
  assert.ok(decided);
  await owner.query(`begin; set local session_replication_role = replica; update audit.entry set body = replace(body, 'assessment', 'refusal') where id = '${decided.id}'; commit`);
  const report = await verifyAudit(house.database, house.config.checkpointsDir);
  assert.ok(!report.ok);
  assert.deepEqual(report.logs.filter((log) => log.findingsTotal > 0).map(({ tenant }) => tenant), [heilbronn]);
  const named = report.logs.flatMap(({ findings }) => findings).find(({ kind }) => kind === 'changed');
  assert.deepEqual({ index: named?.index, entryId: named?.entryId }, { index: decided.place, entryId: decided.id });
  const { status, said } = await verifyOffline();
  assert.equal(status, 1);
  assert.match(said, new RegExp(`entry ${decided.place} is not the one that was signed`, 'u'));
});
