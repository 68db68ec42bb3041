import { join } from 'node:path';
import { systemActor } from '@allmende/access';
import { importCatalog } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import type { Figures } from './bench.ts';
import { freshHouse } from './measure/fresh-house.ts';
import { writeVariedCopies } from './measure/varied-copies.ts';

export const about = '10,000 publiccode.yml files of all versions, some with faults, some no YAML, imported into an empty store and again unchanged';

const FILES = 10_000;
const VERSIONS = ['0.2', '0.3.0', '0.4.0', '0.5.0', '0.6', '0.7', '0'];

/** Imports 10,000 files in one transaction, conformance, listing, search and facets included; then the same again. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using stand = await freshHouse();
  const ctx = contextFor(stand.house, systemActor('operator-command'), PLATFORM_TENANT);
  const folder = join(stand.folder, 'solutions');
  await writeVariedCopies(folder, FILES, vary);
  const timed = async () => {
    const started = performance.now();
    const report = await importCatalog(ctx, { path: folder });
    return { report, seconds: (performance.now() - started) / 1000 };
  };
  const first = await timed();
  say(`${first.report.added} entries in ${first.seconds.toFixed(1)} s, ${first.report.rejected.length} not readable`);
  const again = await timed();
  const { added, conformant, deviating, rejected } = first.report;
  if (added + rejected.length !== FILES || again.report.unchanged !== added) throw new Error(`of ${FILES} files ${added} were added, ${rejected.length} refused, and ${again.report.unchanged} were the same again`);
  return {
    files: FILES, import_s: Number(first.seconds.toFixed(1)), files_per_s: Math.round(FILES / first.seconds), again_s: Number(again.seconds.toFixed(1)), added, conformant, deviating: deviating.length, refused: rejected.length,
  };
}

/** Every version in turn; each tenth file has a wrong field, each hundredth is no YAML, each hundredth holds an alias that leads in a circle. */
function vary(text: string, index: number): string {
  if (index % 100 === 57) return `${text}\n  kaputt: [`;
  if (index % 100 === 83) return `${text}\nisBasedOn: &circle [*circle]\n`;
  const versioned = text.replace(/^publiccodeYmlVersion:.*$/mu, `publiccodeYmlVersion: "${VERSIONS[index % VERSIONS.length] ?? '0'}"`);
  return index % 10 === 3 ? versioned.replace(/^developmentStatus:.*$/mu, 'developmentStatus: Production') : versioned;
}
