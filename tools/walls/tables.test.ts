import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '@allmende/database/testing';
import { allMigrations } from '@allmende/process-wiring';
import pg from 'pg';
import { repositoryFolder } from '../test/repository-folder.ts';
import { checkTables } from './check-tables.ts';
import type { TableExceptions } from './check-tables.ts';
import exceptions from './table-exceptions.json' with { type: 'json' };

const stand = await testDatabase(allMigrations);

async function withOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: stand.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const reviewed: TableExceptions = { tenantFree: Object.keys(exceptions.tenantFree), definers: Object.keys(exceptions.definers), policies: Object.keys(exceptions.policies) };

test('no table, policy, key or function of any room lets one authority reach another', async () => {
  const { tables, problems } = await withOwner((client) => checkTables(client, reviewed));

  assert.ok(tables > 15, `only ${tables} tables were seen: the guard is blind`);
  assert.deepEqual(problems, []);
});

test('every folder of migrations is among those that the platform runs', () => {
  const onDisk = globSync('{kernel,platform,apps}/*/data/migrations', { cwd: repositoryFolder }).sort();
  const run = allMigrations.map(({ folder }) => fileURLToPath(folder).replace(/\/$/, '').slice(repositoryFolder.length + 1));

  assert.deepEqual(onDisk.filter((folder) => !run.includes(folder)), []);
});

test('planted faults in tables are found, each by name', async () => {
  const problems = await withOwner(async (client) => {
    await client.query('begin');
    await client.query(`
      create schema plant;
      create table plant.open (id uuid primary key);
      create table plant.unguarded (tenant_id uuid not null, id uuid primary key, unique (id, tenant_id));
      create table plant.loose (tenant_id uuid not null, id uuid, primary key (tenant_id, id));
      alter table plant.loose enable row level security;
      create policy all_rows on plant.loose to allmende_app using (true);
      create table plant.child (tenant_id uuid not null, id uuid, parent uuid references plant.unguarded (id), primary key (tenant_id, id));
      call kernel.protect_tenant_table('plant.child');
      create view plant.all_rows as select * from plant.loose;
      create function plant.everything() returns int language sql security definer as 'select 1';`);
    const found = await checkTables(client, reviewed);
    await client.query('rollback');
    return found.problems.filter((problem) => /plant|child/.test(problem)).map((problem) => problem.replace(/:.*| that .*/, ''));
  });

  for (const expected of [
    'plant.open has no tenant_id and is not on the reviewed list of tables',
    'plant.unguarded has row-level security switched off',
    'plant.unguarded has no policy for allmende_app',
    'plant.unguarded has a primary key',
    'plant.unguarded has a unique key',
    'plant.loose does not force row-level security on its owner',
    'plant.loose has a policy all_rows',
    'child_parent_fkey',
    'plant.all_rows is a view',
    'plant.everything runs as its owner and is not on the reviewed list',
    'plant.everything runs as its owner without a search_path of its own',
    'plant.everything runs as its owner for everybody',
  ]) {
    assert.ok(problems.includes(expected), `${expected}\nwas not among\n${problems.join('\n')}`);
  }
});
