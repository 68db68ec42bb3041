import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../../e2e/platform.ts';
import type { Figures } from './bench.ts';
import { prepareDrafts, SERVICE } from './measure/applicant.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { cpuBetween, cpuSeconds } from './measure/cpu-seconds.ts';
import { firstViewBytes } from './measure/first-view.ts';
import { typedWidePage, WIDE_PAGE, WIDE_SERVICE, writeWidePackage } from './measure/housing-benefit-page.ts';
import { installDefraForms } from './measure/install-defra-forms.ts';
import { load, medianOf, type Load } from './measure/load.ts';
import { offerAtHeilbronn } from './measure/offer-at-heilbronn.ts';

export const about = 'start page and form pages with a stored draft: pages per CPU-second of web and database, also of forty fields against the DEFRA forms engine, time to the answer at half load, bytes of the first view';

const DRAFTS = 100;
const ROUNDS = 5;
const SECONDS = 5;
/** Half of the pages per second that one core must give. */
const HALF_LOAD = 750;

/** Loads a platform of its own page by page. Per core means per CPU-second of web process and PostgreSQL together; the load generator is not counted. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  const drafts = await prepareDrafts(platform, { count: DRAFTS, pages: 2 });
  const visit = (await fetch(`${platform.address}/heilbronn/services/${SERVICE}`)).headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  const each = drafts.map(({ id, cookie }) => ({ path: `/heilbronn/apply/${id}/dog`, headers: { cookie: [cookie, ...visit].join('; ') } }));
  const [first] = each;
  if (!first) throw new Error('there is no draft');
  const sample = await (await fetch(`${platform.address}${first.path}`, { headers: first.headers, redirect: 'error' })).text();
  if (!sample.includes('name="dog.name"')) throw new Error('the form page does not show the question for the dog');
  say(`${drafts.length} drafts are stored`);

  const perCore = async (options: Load): Promise<{ perCore: number; web: number; database: number }> => {
    const before = await cpuSeconds(platform.status.pid);
    const { answered } = await load(options);
    const used = cpuBetween(before, await cpuSeconds(platform.status.pid));
    return { perCore: answered / (used.web + used.database), web: used.web / answered, database: used.database / answered };
  };
  const rounds = async (name: string, options: Load) => {
    await load({ ...options, seconds: 4 });
    const all = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      all.push(await perCore(options));
      say(`${name}: ${Math.round(all.at(-1)?.perCore ?? 0)} pages per CPU-second`);
    }
    return { perCore: medianOf(all.map((one) => one.perCore)), webMs: 1000 * medianOf(all.map((one) => one.web)), databaseMs: 1000 * medianOf(all.map((one) => one.database)) };
  };
  const wide = await prepareWide(platform, visit);
  const start = await rounds('start page', { url: `${platform.address}/`, seconds: SECONDS });
  const form = await rounds('form page', { url: platform.address, seconds: SECONDS, each });
  await using peer = await installDefraForms(say);
  const wides: number[] = [];
  const peers: number[] = [];
  await load({ url: platform.address, seconds: 4, each: wide });
  for (let round = 0; round < ROUNDS; round += 1) {
    wides.push((await perCore({ url: platform.address, seconds: SECONDS, each: wide })).perCore);
    peers.push((await peer.measure(SECONDS)).perCpuSecond);
    say(`forty fields: ${Math.round(wides.at(-1) ?? 0)} pages per CPU-second, DEFRA forms engine ${peer.version}: ${(peers.at(-1) ?? 0).toFixed(1)}`);
  }

  await sleep(1000);
  const p95 = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { perSecond, p95Ms, p50Ms } = await load({ url: platform.address, seconds: SECONDS, connections: 16, rate: HALF_LOAD, each });
    p95.push({ perSecond, p95Ms, p50Ms });
    say(`${Math.round(perSecond)} form pages per second: half within ${p50Ms.toFixed(1)} ms, 95 of 100 within ${p95Ms.toFixed(1)} ms`);
  }
  const [firstWide] = wide;
  const shown = [{ name: 'start page', path: '/', headers: {} }, { name: 'place', path: '/heilbronn', headers: {} }, { name: 'form page', ...first }, ...(firstWide ? [{ name: 'page of forty fields', ...firstWide }] : [])];
  const views = [];
  for (const { name, path, headers } of shown) {
    views.push(await firstViewBytes(`${platform.address}${path}`, headers));
    say(`first view of the ${name}: ${views.at(-1)} bytes`);
  }
  return {
    start_pages_per_s_per_core: Math.round(start.perCore), pages_per_s_per_core: Math.round(form.perCore), web_cpu_ms_per_page: Number(form.webMs.toFixed(3)), database_cpu_ms_per_page: Number(form.databaseMs.toFixed(3)),
    ttfb_p95_ms: Number(medianOf(p95.map((one) => one.p95Ms)).toFixed(1)), half_load_pages_per_s: Math.round(medianOf(p95.map((one) => one.perSecond))), first_view_bytes: Math.max(...views),
    wide_pages_per_s_per_core: Math.round(medianOf(wides)), peer_pages_per_s_per_core: Number(medianOf(peers).toFixed(1)), ratio: Math.round(medianOf(wides) / medianOf(peers)),
  };
}

/** Offers a page of forty fields at Heilbronn and stores drafts in which it is filled in. */
async function prepareWide(platform: Platform, visit: readonly (string | undefined)[]): Promise<{ path: string; headers: { cookie: string } }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bench-efa-'));
  try {
    await writeWidePackage(folder);
    await offerAtHeilbronn(platform, { efa: folder, service: WIDE_SERVICE });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const drafts = await prepareDrafts(platform, { count: DRAFTS, pages: 1, from: DRAFTS, service: WIDE_SERVICE, typed: typedWidePage() });
  const wide = drafts.map(({ id, cookie }) => ({ path: `/heilbronn/apply/${id}/${WIDE_PAGE}`, headers: { cookie: [cookie, ...visit].join('; ') } }));
  const [first] = wide;
  const sample = first ? await (await fetch(`${platform.address}${first.path}`, { headers: first.headers, redirect: 'error' })).text() : '';
  if (!sample.includes('name="wg.anmerkung"') || !sample.includes('Mustermann-Probe')) throw new Error('the page of forty fields is not shown');
  return wide;
}
