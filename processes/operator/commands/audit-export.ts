import { exportAudit } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Prints the log of one authority as JSON lines, for a verifier that shares no code with ours. */
export async function auditExport(args: readonly string[]): Promise<number> {
  const { dataDir, positionals } = readOptions(args, {}, 1);
  const slug = positionals[0] ?? 'platform';
  const { house, close } = await openRunning(dataDir);
  try {
    const tenant = slug === 'platform' ? PLATFORM_TENANT : (await house.directory.findAuthorityBySlug(slug))?.tenant;
    if (!tenant) throw new NotFound();
    for await (const line of exportAudit(house.database, tenant)) console.log(line);
    return 0;
  } finally {
    await close();
  }
}
