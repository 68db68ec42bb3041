import { readFile } from 'node:fs/promises';
import { systemActor } from '@allmende/access';
import { UnusableConfig } from '@allmende/config';
import { closeDocuments } from '@allmende/documents';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { listInstances } from '@allmende/operations';
import { openOperations } from '@allmende/process-wiring';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Reads an archive, also one of another installation, into an authority's running app. */
export async function archiveImport(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { app: 'string' }, 2);
  const [slug, file] = positionals;
  if (slug === undefined || file === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie Behörde und Datei: ./allmende archive import heilbronn archiv.zip');
  const bytes = await readFile(file);
  const { house, close } = await openRunning(dataDir);
  try {
    const authority = await house.directory.findAuthorityBySlug(slug);
    if (!authority) throw new NotFound();
    const ctx = contextFor(house, systemActor('operator-command'), authority.tenant);
    const usable = (await listInstances(ctx)).filter((instance) => instance.wanted !== 'removed' && (values['app'] === undefined || instance.app === values['app']));
    const operations = openOperations();
    let refusal: unknown = new NotFound();
    for (const instance of usable) {
      try {
        const report = await operations.restoreArchive(ctx, { instance: instance.id, bytes });
        console.log(json ? JSON.stringify({ app: instance.app, instance: instance.id, ...report }) : `Eingelesen in ${instance.app}: ${report.files} Dateien, Stand ${report.exportedAt}, von ${report.from.name}.`);
        return 0;
      } catch (error) {
        refusal = error;
      }
    }
    throw refusal;
  } finally {
    await closeDocuments();
    await close();
  }
}
