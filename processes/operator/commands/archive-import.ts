import { open, type FileHandle } from 'node:fs/promises';
import { systemActor } from '@allmende/access';
import { UnusableConfig } from '@allmende/config';
import { closeDocuments } from '@allmende/documents';
import { contextFor } from '@allmende/house';
import { listInstances, NotInThisState, readArchive, UnusableArchive, type ArchiveBytes } from '@allmende/operations';
import { openOperations } from '@allmende/process-wiring';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { number } from '../output/progress.ts';

const PART_BYTES = 256 * 1024;

/** Reads an archive, also one of another installation, into the app of the same kind that an authority has running. An archive of another authority needs to be asked for. */
export async function archiveImport(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { 'from-other-authority': 'boolean' }, 2);
  const [slug, file] = positionals;
  if (slug === undefined || file === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie Behörde und Datei: ./allmende archive import heilbronn archiv.zip');
  await using handle = await open(file, 'r');
  const bytes = await bytesOf(handle);
  const { house, close } = await openRunning(dataDir);
  try {
    const authority = await house.directory.findAuthorityBySlug(slug);
    if (!authority) throw new UnusableConfig('Aufruf', `Eine Behörde mit der Adresse „${slug}“ gibt es nicht.`);
    const { manifest } = await readArchive(bytes);
    if (manifest.authority.id !== authority.tenant && values['from-other-authority'] !== true) {
      throw new UnusableArchive(`Es gehört der Behörde „${manifest.authority.name}“. Soll es trotzdem in „${authority.name}“ eingelesen werden, geben Sie --from-other-authority an.`);
    }
    const ctx = contextFor(house, systemActor('operator-command'), authority.tenant);
    const instance = (await listInstances(ctx)).find((one) => one.app === manifest.app && one.wanted !== 'removed');
    if (!instance) throw new NotInThisState(`Das Archiv gehört zur Anwendung „${manifest.app}“. Sie läuft bei „${authority.name}“ nicht; bestellen Sie sie zuerst.`);
    const report = await (await openOperations(house)).restoreArchive(ctx, { instance: instance.id, bytes });
    console.log(json ? JSON.stringify({ app: instance.app, instance: instance.id, ...report }) : `Eingelesen in „${instance.title}“ von „${authority.name}“: ${number(report.files)} Dateien, Stand ${report.exportedAt}, von „${report.from.name}“.`);
    return 0;
  } finally {
    await closeDocuments();
    await close();
  }
}

// Read where it lies: it may be larger than the memory.
async function bytesOf(handle: FileHandle): Promise<ArchiveBytes> {
  return {
    sizeBytes: (await handle.stat()).size,
    async *range(start, end) {
      for (let at = start; at < end;) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(PART_BYTES, end - at)), 0, undefined, at);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    },
  };
}
