import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '@allmende/access';
import { newId, tenantId, type TenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { endInstance, requestInstance, updateInstance } from '@allmende/operations';
import type { Figures } from './bench.ts';
import { listProcesses } from './measure/cpu-seconds.ts';
import { freshHouse, type FreshHouse } from './measure/fresh-house.ts';

export const about = '11,000 instances at rest: CPU of worker and database; how soon single drift is repaired; worker killed 200 times while towns order, update and leave';

const IN_CLUSTER = 5500;
const AUTHORITIES = 2750;
const STEADY_S = 60;
const DRIFTS = 40;
const KILLS = Number(process.env['ALLMENDE_BENCH_KILLS'] ?? 200);

/** Half of the instances run in a cluster behind HTTP that outlives all workers, half are apps of our own; the worker is a process as in operation, the database a real one. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using bench = await freshHouse();
  const cluster = fork(join(import.meta.dirname, 'measure/cluster-process.ts'), [], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ url }] = (await once(cluster, 'message')) as [{ url: string }];
  const worker = () => startWorkerProcess(bench, url);
  let current: ChildProcess | undefined;
  try {
    const fleet = await seed(bench, url);
    say(`${fleet.length} instances are there`);
    current = await worker();
    // At rest is what comes after the worker has seen each instance for the first time, which the turn of a minute does.
    await sleep(80_000);

    const before = await cpuOf(bench.databasePid, current.pid ?? 0);
    const began = performance.now();
    await sleep(STEADY_S * 1000);
    const after = await cpuOf(bench.databasePid, current.pid ?? 0);
    const elapsed = (performance.now() - began) / 1000;
    const steady = ((after.worker - before.worker + after.database - before.database) / elapsed) * 100;
    say(`at rest ${steady.toFixed(1)} % of a core: worker ${(((after.worker - before.worker) / elapsed) * 100).toFixed(1)}, database ${(((after.database - before.database) / elapsed) * 100).toFixed(1)}`);

    const repairs = await measureDrift(bench, url, fleet);
    say(`single drift repaired after ${repairs.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s`);
    const { orphans, lost, worked } = await kill(bench, url, fleet, current, worker, (next) => { current = next; }, say);
    return {
      instances: fleet.length, steady_core_percent: Number(steady.toFixed(1)), drift_repaired_p95_s: Number(((repairs[Math.ceil(repairs.length * 0.95) - 1] ?? 0) / 1000).toFixed(2)),
      drift_repaired_worst_s: Number(((repairs.at(-1) ?? 0) / 1000).toFixed(2)), kills: KILLS, orphans, lost, changes_under_kills: worked,
    };
  } finally {
    current?.kill('SIGKILL');
    cluster.kill('SIGKILL');
  }
}

type Kept = { readonly tenant: TenantId; readonly id: string; readonly app: string };

async function seed(bench: FreshHouse, url: string): Promise<Kept[]> {
  const tenants = Array.from({ length: AUTHORITIES }, () => tenantId(newId()));
  const wiki = Array.from({ length: IN_CLUSTER }, (_, index): Kept => ({ tenant: tenants[index % tenants.length] ?? tenantId(newId()), id: newId(), app: 'wiki' }));
  const own = tenants.flatMap((tenant): Kept[] => ['online-services', 'cases'].map((app) => ({ tenant, id: newId(), app })));
  await bench.house.database.acrossTenants('operations/bench', async (tx) => {
    await tx.client.query({
      text: `insert into operations.instance (tenant_id, id, app, title, contract_id, agreement_id, runtime, parameters, wanted, observed, observed_since, approved_at, requested_at, running_at, next_look_at, package_version, upstream)
             select tenant, id, app, app, gen_random_uuid(), gen_random_uuid(), case app when 'wiki' then 'cluster' else 'built-in' end, '{}', 'running', 'running', now(), now(), now(), now(), now(),
                    case app when 'wiki' then '1.0.0' end, case app when 'wiki' then $4 || '/things/' || id || '/1' end
             from unnest($1::uuid[], $2::uuid[], $3::text[]) as one (tenant, id, app)`,
      values: [[...wiki, ...own].map((one) => one.tenant), [...wiki, ...own].map((one) => one.id), [...wiki, ...own].map((one) => one.app), url],
    });
    for (const schema of ['online_services', 'cases']) await tx.client.query({ text: `insert into ${schema}.app_state (tenant_id, state, since) select unnest($1::uuid[]), 'running', now()`, values: [tenants] });
  });
  const loads = Object.fromEntries(wiki.map(({ id }) => [`${id}/1`, { version: '1.0.0', state: 'running', readyAt: 0, files: { owner: id } }]));
  await fetch(`${url}/load`, { method: 'POST', body: JSON.stringify({ loads }) });
  return [...wiki, ...own];
}

async function startWorkerProcess(bench: FreshHouse, url: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'measure/reconciling-worker.ts'), [url], { env: { ...process.env, ...bench.environment }, execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error('the worker ended before it was ready'); })]);
  return child;
}

async function cpuOf(database: number, worker: number): Promise<{ readonly database: number; readonly worker: number }> {
  const all = await listProcesses();
  const below = (root: number): number => all.filter((one) => one.pid === root || one.parent === root).reduce((sum, one) => sum + one.seconds, 0);
  return { database: below(database), worker: below(worker) };
}

/** Something of one instance is changed behind the platform's back each time; the clock stops when it is again as wanted. Sorted, in milliseconds. */
async function measureDrift(bench: FreshHouse, url: string, fleet: readonly Kept[]): Promise<number[]> {
  const repairs: number[] = [];
  for (let drift = 0; drift < DRIFTS; drift += 1) {
    const one = fleet[randomInt(fleet.length)];
    if (!one) continue;
    const running = one.app === 'wiki'
      ? async () => ((await (await fetch(`${url}/things/${one.id}/1`)).json()) as { state?: string }).state === 'running'
      : async () => {
          const schema = one.app === 'cases' ? 'cases' : 'online_services';
          const { rows } = await bench.house.database.inTenant(one.tenant, (tx) => tx.client.query<{ state: string }>(`select state from ${schema}.app_state where tenant_id = '${one.tenant}'`));
          return rows[0]?.state === 'running';
        };
    // Half of what drifts in the cluster is gone but for its data, half fails; every app of our own is paused by a foreign hand.
    if (one.app !== 'wiki') await bench.house.database.inTenant(one.tenant, (tx) => tx.client.query(`update ${one.app === 'cases' ? 'cases' : 'online_services'}.app_state set state = 'suspended' where tenant_id = '${one.tenant}'`));
    else await fetch(`${url}/drift/${one.id}`, { method: 'POST', body: JSON.stringify({ gone: drift % 2 === 0 }) });
    const began = performance.now();
    for (let seen = false; !seen; seen = await running()) {
      if (performance.now() - began > 60_000) throw new Error('a drift was not repaired within a minute');
      await sleep(20);
    }
    repairs.push(performance.now() - began);
    await sleep(randomInt(1000));
  }
  return repairs.toSorted((one, other) => one - other);
}

/** Towns order, update and leave while the worker dies again and again; afterwards everything must be as wanted, with nothing over and nothing gone. */
async function kill(
  bench: FreshHouse, url: string, fleet: readonly Kept[], first: ChildProcess, start: () => Promise<ChildProcess>, now: (worker: ChildProcess) => void, say: (line: string) => void,
): Promise<{ readonly orphans: number; readonly lost: number; readonly worked: number }> {
  const { house } = bench;
  const kept = new Map(fleet.filter((one) => one.app === 'wiki').map((one) => [one.id, one]));
  const began = [...kept.values()];
  let over = false;
  let worked = 0;
  const officer = (tenant: TenantId) => contextFor(house, systemActor('procurement'), tenant);
  const people = (async () => {
    while (!over) {
      const tenant = fleet[randomInt(fleet.length)]?.tenant ?? tenantId(newId());
      const act = randomInt(4);
      try {
        if (act === 0) {
          const made = await house.database.inTenant(tenant, (tx) => requestInstance(officer(tenant), tx, { app: 'wiki', runtime: 'cluster', packageVersion: '1.0.0', contractId: newId(), agreementId: newId(), parameters: {}, approvedAt: house.clock.now() }));
          kept.set(made.id, { tenant, id: made.id, app: 'wiki' });
        } else if (act === 1) {
          const gone = began.splice(randomInt(Math.max(1, began.length)), 1)[0];
          if (gone) {
            kept.delete(gone.id);
            await endInstance(officer(gone.tenant), { instance: gone.id, graceDays: 1 });
          }
        } else if (act === 2) {
          const one = began[randomInt(Math.max(1, began.length))];
          if (one) await updateInstance(officer(one.tenant), { instance: one.id, version: `${randomInt(2, 1000)}.0.0` });
        } else {
          const one = began[randomInt(Math.max(1, began.length))];
          if (one) await fetch(`${url}/drift/${one.id}`, { method: 'POST', body: '{}' });
        }
        worked += 1;
      } catch (error) {
        if ((error as { code?: string }).code !== 'operations/not-in-this-state') throw error;
      }
      // Nobody can wait for the days of grace here.
      await house.database.acrossTenants('operations/bench', (tx) => tx.client.query("update operations.instance set delete_after = now(), next_look_at = now() where wanted = 'removed' and data_returned_at is not null and removing_since is null"));
      await sleep(250);
    }
  })();
  let worker = first;
  for (let death = 0; death < KILLS; death += 1) {
    await sleep(randomInt(1200));
    worker.kill('SIGKILL');
    worker = await start();
    now(worker);
    if ((death + 1) % 20 === 0) say(`${death + 1} kills, ${worked} changes`);
  }
  over = true;
  await people;
  const ids = [...kept.keys()];
  const quiet = await untilQuiet(bench);
  say(`quiet again after ${quiet.toFixed(0)} s`);
  const things = new Map((await (await fetch(`${url}/things`)).text()).split('\n').filter((line) => line !== '').map((line) => line.split(' ') as [string, string]));
  const rows = await house.database.acrossTenants('operations/bench', async (tx) => (await tx.client.query<{ id: string; generation: number }>('select id, generation from operations.instance where deleted_at is null and runtime = $1', ['cluster'])).rows);
  const serving = new Map(rows.map((row) => [row.id, `${row.id}/${row.generation}`]));
  const named = new Set(serving.values());
  const orphans = [...things.keys()].filter((key) => !named.has(key)).length;
  let lost = 0;
  for (const id of ids) {
    const key = serving.get(id) ?? '';
    const files = things.get(key) === 'running' ? ((await (await fetch(`${url}/things/${key}/files`)).json()) as { owner?: string }) : {};
    if (files.owner !== id) lost += 1;
  }
  return { orphans, lost, worked };
}

/** Until nothing is under way any more, in seconds; rejects after fifteen minutes. */
async function untilQuiet(bench: FreshHouse): Promise<number> {
  const began = performance.now();
  for (;;) {
    const [row] = await bench.house.database.acrossTenants('operations/bench', async (tx) => (await tx.client.query<{ restless: number }>(
      "select count(*) as restless from operations.instance where deleted_at is null and (candidate is not null or observed <> 'running' or wanted <> 'running')",
    )).rows);
    await bench.house.database.acrossTenants('operations/bench', (tx) => tx.client.query("update operations.instance set delete_after = now(), next_look_at = now() where wanted = 'removed' and data_returned_at is not null and removing_since is null"));
    // The last change may have been a drift: one more sweep must find nothing.
    if (row?.restless === 0) { await sleep(9000); return (performance.now() - began) / 1000; }
    if (performance.now() - began > 900_000) throw new Error(`${row?.restless} instances are still under way`);
    await sleep(500);
  }
}
