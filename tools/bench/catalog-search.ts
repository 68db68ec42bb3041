import { join } from 'node:path';
import { systemActor } from '@allmende/access';
import { importCatalog, searchCatalog } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import type { Figures } from './bench.ts';
import { freshHouse } from './measure/fresh-house.ts';
import { percentilesOf } from './measure/load.ts';
import { writeVariedCopies } from './measure/varied-copies.ts';

export const about = 'search with facets over 11,000 entries that are varied copies of the shipped solutions';

const ENTRIES = 11_000;
const SEARCHES = 600;
const QUERIES = ['', 'beteiligung', 'formular', 'terminvergabe', 'wiki', 'video', 'lern', 'open source', 'gis karte', 'dokumente', 'umfrage', 'identität', 'chat', 'projekt', 'solution 1042', 'bürger', 'cms', 'open forms'];

/** Imports 11,000 descriptions and times searches, one after the other, with and without facets, first and later pages. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using stand = await freshHouse();
  const ctx = contextFor(stand.house, systemActor('operator-command'), PLATFORM_TENANT);
  const folder = join(stand.folder, 'solutions');
  await writeVariedCopies(folder, ENTRIES);
  const started = performance.now();
  const report = await importCatalog(ctx, { path: folder });
  const importSeconds = (performance.now() - started) / 1000;
  say(`${report.added} entries in ${importSeconds.toFixed(1)} s, ${report.rejected.length} not readable`);

  const timings: number[] = [];
  for (let index = -50; index < SEARCHES; index += 1) {
    const query = QUERIES[Math.abs(index) % QUERIES.length] ?? '';
    const facets = Math.trunc(index / QUERIES.length) % 3 === 0 ? { status: ['stable'] } : {};
    const start = performance.now();
    await searchCatalog(ctx, { query, facets, page: index % 7 === 0 ? 3 : 1 });
    if (index >= 0) timings.push(performance.now() - start);
  }
  const { p50Ms, p95Ms, p99Ms } = percentilesOf(timings);
  return { entries: report.added, import_s: Number(importSeconds.toFixed(1)), p50_ms: Number(p50Ms.toFixed(1)), p95_ms: Number(p95Ms.toFixed(1)), p99_ms: Number(p99Ms.toFixed(1)) };
}
