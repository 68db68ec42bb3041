import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '@allmende/access';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { activateRelease, contentHash, prepareRelease, publishPackages } from '@allmende/online-services';
import { anOverlay } from '@allmende/online-services/testing';
import { importRegister } from '@allmende/register';
import pg from 'pg';
import { repositoryFolder } from '../test/repository-folder.ts';
import type { Figures } from './bench.ts';
import { SERVICE } from './measure/applicant.ts';
import { freshHouse, type FreshHouse } from './measure/fresh-house.ts';
import { medianOf } from './measure/load.ts';
import { startWeb } from './measure/start-web.ts';

export const about = 'a new version of a service switched on for 11,000 authorities at once while a web process runs, their values tried before';

const TENANTS = 11_000;
const ROUNDS = 2;
const AT_ONCE = 500;
/** Places that a citizen looks at before and after; each has an authority of its own. */
const LOOKED_AT = ['heilbronn', 'eschwege', 'brandis', 'tholey', 'tengen', 'ruesselsheim-am-main'];

/**
 * Gives 11,000 authorities (all of the register, the rest made up) the dog tax with rates of their own, releases version after version and switches each on. A running web process,
 * which has served the old version, must serve the new one with the first answer after the switch.
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
    if (after.size !== 1 || !after.has(version)) throw new Error(`after the switch the web process serves ${[...after].join(', ')}`);
    say(`${version}: tried in ${prepared.at(-1)?.toFixed(1)} s, switched on in ${seconds.at(-1)?.toFixed(2)} s, seen by citizens of ${LOOKED_AT.length} places after ${firstLook.at(-1)?.toFixed(2)} s`);
  }
  return { tenants: TENANTS, activate_s: Number(medianOf(seconds).toFixed(2)), seen_by_citizens_s: Number(medianOf(firstLook).toFixed(2)), prepare_s: Number(medianOf(prepared).toFixed(1)), restarts: 0 };
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
    await owner.query('analyze');
    return registered.length;
  } finally {
    await owner.end();
  }
}
