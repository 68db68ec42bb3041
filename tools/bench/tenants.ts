import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '@allmende/access';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { activateRelease, contentHash, prepareRelease, publishPackages, publishParentValues } from '@allmende/online-services';
import { anOverlay } from '@allmende/online-services/testing';
import { importRegister, listLands } from '@allmende/register';
import pg from 'pg';
import { repositoryFolder } from '../test/repository-folder.ts';
import type { Figures } from './bench.ts';
import { SERVICE } from './measure/applicant.ts';
import { freshHouse, type FreshHouse } from './measure/fresh-house.ts';
import { medianOf } from './measure/load.ts';
import { startWeb } from './measure/start-web.ts';

export const about = 'a new version of a service, with new values of Land and district, switched on for 11,000 authorities at once while a web process runs, all tried before';

const TENANTS = 11_000;
const ROUNDS = 2;
const AT_ONCE = 500;
/** Places that a citizen looks at before and after; each has an authority of its own. */
const LOOKED_AT = ['heilbronn', 'eschwege', 'brandis', 'tholey', 'tengen', 'ruesselsheim-am-main'];

/**
 * Gives 11,000 authorities (all of the register, the rest made up) the dog tax with rates of their own and lets the operator release for them. Each round publishes a version and new values of every Land and
 * district, so that every authority gets an overlay that was merged anew, and switches all. A running web process, which has served the old version, must serve the new one with the first answer after the switch.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using stand = await freshHouse();
  const ctx = contextFor(stand.house, systemActor('operator-command'), PLATFORM_TENANT);
  await importRegister(ctx);
  const efa = join(stand.folder, 'efa');
  const publish = async (version: string) => {
    await cp(join(repositoryFolder, 'efa/hundesteuer'), join(efa, 'hundesteuer'), { recursive: true });
    for (const file of ['service.yaml', 'overlay.yaml']) {
      const at = join(efa, 'hundesteuer', file);
      await writeFile(at, (await readFile(at, 'utf8')).replace(/^version: .*$/mu, `version: ${version}`));
    }
    await publishPackages(ctx, { folder: efa });
  };
  await publish('1.0.0');
  const registered = await offerEverywhere(stand);
  say(`${TENANTS} authorities offer the service, ${registered} of them out of the register`);

  await using web = await startWeb(stand.environment);
  const served = async () => new Set(await Promise.all(LOOKED_AT.map(async (place) => {
    const response = await fetch(`${web.address}/api/v1/places/${place}/services/${SERVICE}`);
    return response.ok ? ((await response.json()) as { version: string }).version : `${place}: ${response.status}`;
  })));
  const seconds: number[] = [];
  const prepared: number[] = [];
  const firstLook: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const version = `1.${round}.0`;
    await publish(version);
    await publishAbove(stand, version);
    const before = await served();
    if (before.size !== 1 || before.has(version)) throw new Error(`before the switch the web process serves ${[...before].join(', ')}`);
    const trying = performance.now();
    while (!(await prepareRelease(ctx, { service: SERVICE, limit: AT_ONCE })).isDone);
    prepared.push((performance.now() - trying) / 1000);

    const started = performance.now();
    const { switched, staying } = await activateRelease(ctx, { service: SERVICE });
    seconds.push((performance.now() - started) / 1000);
    const after = await served();
    firstLook.push((performance.now() - started) / 1000);
    if (switched !== TENANTS || staying.length > 0) throw new Error(`${switched} were switched, ${staying.length} stay`);
    const merged = await countMerged(stand);
    if (merged !== TENANTS) throw new Error(`${merged} authorities have the values of Land or district`);
    if (after.size !== 1 || !after.has(version)) throw new Error(`after the switch the web process serves ${[...after].join(', ')}`);
    say(`${version}: tried in ${prepared.at(-1)?.toFixed(1)} s, switched on in ${seconds.at(-1)?.toFixed(2)} s, seen by citizens of ${LOOKED_AT.length} places after ${firstLook.at(-1)?.toFixed(2)} s`);
  }
  return { tenants: TENANTS, activate_s: Number(medianOf(seconds).toFixed(2)), seen_by_citizens_s: Number(medianOf(firstLook).toFixed(2)), prepare_s: Number(medianOf(prepared).toFixed(1)), restarts: 0 };
}

/** New values of all Länder through the action, and of all districts as `publishParentValues` would leave them. */
async function publishAbove(stand: FreshHouse, version: string): Promise<void> {
  const ctx = contextFor(stand.house, systemActor('operator-command'), PLATFORM_TENANT);
  for (const { key } of await listLands(ctx)) await publishParentValues(ctx, { service: SERVICE, land: key, body: { 'law.localTaxAct': `Gesetz ${version} (Beispiel)` } });
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ key: string; name: string }>('select key, name from register.district order by key');
    const made = rows.map(({ key, name }) => {
      const entered = { by: 'Allmende', on: '2026-11-22' };
      const content = {
        format: 1, level: 'district', area: { key, name }, binding: [], entered: { 'inserts/start/de': entered },
        values: { format: 1, service: SERVICE, parameters: {}, sources: {}, inserts: { start: { de: `Hinweis ${version} (Beispiel)` } } },
      };
      return { id: newId(), key, hash: contentHash(content), content: JSON.stringify(content) };
    });
    await owner.query(
      `insert into online_services.parent_overlay (id, level, area_key, service_id, hash, content, published_at) select made.id, 'district', made.key, $1, made.hash, made.content, $2
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as made (id, key, hash, content)`,
      [SERVICE, stand.house.clock.now(), made.map(({ id }) => id), made.map(({ key }) => key), made.map(({ hash }) => hash), made.map(({ content }) => content)],
    );
  } finally {
    await owner.end();
  }
}

/** How many authorities have an overlay that was merged out of the newest values from above. */
async function countMerged(stand: FreshHouse): Promise<number> {
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int from online_services.service join online_services.overlay on overlay.tenant_id = service.tenant_id and overlay.hash = service.overlay_hash
       where service.parents <> ':' and service.own_overlay_hash <> service.overlay_hash and overlay.content like '%"inherited"%'`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await owner.end();
  }
}

/** Writes what `saveOverlay` and `activateService` would leave, for all authorities in a few statements. Returns how many are real. */
async function offerEverywhere(stand: FreshHouse): Promise<number> {
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  try {
    const { rows: registered } = await owner.query<{ id: string }>('select id from register.authority order by id limit $1', [TENANTS]);
    const tenants = [...registered.map(({ id }) => id), ...Array.from({ length: TENANTS - registered.length }, () => newId())];
    const overlays = tenants.map((_, index) => {
      const overlay = anOverlay({ 'rates.first': 6000 + index });
      return { hash: contentHash(overlay), content: JSON.stringify(overlay) };
    });
    const values = [tenants, overlays.map(({ hash }) => hash), overlays.map(({ content }) => content), SERVICE, stand.house.clock.now()];
    await owner.query(`insert into online_services.overlay (tenant_id, hash, service_id, content, saved_at) select tenant, hash, $4, content, $5 from unnest($1::uuid[], $2::text[], $3::text[]) as made (tenant, hash, content)`, values);
    await owner.query(`insert into online_services.app_state (tenant_id, state, since) select unnest($1::uuid[]), 'running', $2`, [tenants, stand.house.clock.now()]);
    await owner.query(
      `insert into online_services.service (tenant_id, service_id, edited_overlay_hash, overlay_hash, package_hash, activated_at)
       select tenant, $3, hash, hash, (select hash from online_services.service_package where service_id = $3), $4 from unnest($1::uuid[], $2::text[]) as made (tenant, hash)`,
      [tenants, values[1], SERVICE, stand.house.clock.now()],
    );
    // Those of the register are looked up by the first preparation, as for authorities that were there before values could be inherited.
    await owner.query(`update online_services.service set land_key = lpad((1 + abs(hashtext(tenant_id::text)) % 16)::text, 2, '0'), district_key = '' where tenant_id <> all($1::uuid[])`, [registered.map(({ id }) => id)]);
    await owner.query('insert into online_services.release_delegation (tenant_id, service_id, granted_at) select unnest($1::uuid[]), $2, $3', [tenants, SERVICE, stand.house.clock.now()]);
    await owner.query('analyze');
    return registered.length;
  } finally {
    await owner.end();
  }
}
