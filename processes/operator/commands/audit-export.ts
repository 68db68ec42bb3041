import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bundleAudit, exportAudit } from '@allmende/audit';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Writes the log of one authority as one bundle for the offline verifier, or with `--lines` only its entries, for a verifier that shares no code with ours; to `--out` or to the screen. */
export async function auditExport(args: readonly string[]): Promise<number> {
  const { dataDir, values, positionals } = readOptions(args, { out: 'string', lines: 'boolean' }, 1);
  const slug = positionals[0] ?? 'platform';
  const { house, close } = await openRunning(dataDir);
  try {
    const tenant = slug === 'platform' ? PLATFORM_TENANT : (await house.directory.findAuthorityBySlug(slug))?.tenant;
    if (!tenant) throw new NotFound();
    const lines = values['lines'] === true ? exportAudit(house.database, tenant) : bundleAudit(house.database, house.config.checkpointsDir, tenant, house.clock.now());
    if (typeof values['out'] === 'string') await writeNew(values['out'], lines);
    else await pipeline(Readable.from(lines), process.stdout, { end: false }).catch(unlessNobodyReads);
    return 0;
  } finally {
    await close();
  }
}

async function writeNew(file: string, lines: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), createWriteStream(file, { flags: 'wx', mode: 0o600 })).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new UnusableConfig('--out', `die Datei ${file} gibt es schon`);
    if (error.code === 'ENOENT' || error.code === 'EACCES') throw new UnusableConfig('--out', `in die Datei ${file} lässt sich nicht schreiben`);
    throw error;
  });
}

// Whoever reads only the beginning (`| head`) has what they want.
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
