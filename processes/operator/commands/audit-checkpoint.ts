import { writeCheckpoints } from '@allmende/audit';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Writes signed checkpoints of all logs outside the database; exit code 1 when a log was refused. */
export async function auditCheckpoint(args: readonly string[]): Promise<number> {
  const { dataDir, json, values } = readOptions(args, { to: 'string' });
  const { house, close } = await openRunning(dataDir);
  try {
    const folder = typeof values['to'] === 'string' ? values['to'] : house.config.checkpointsDir;
    const report = await writeCheckpoints(house, folder);
    if (json) console.log(JSON.stringify({ folder, ...report }));
    else {
      console.log(`${report.written} Prüfpunkte geschrieben, ${report.unchanged} unverändert: ${folder}`);
      const { authority, stamped, refused } = report.stamps;
      console.log(refused ?? `${stamped} mit Zeitstempel versehen${{ none: ': keine Zeitstempelstelle eingestellt', test: ', ZUM TEST und ohne Beweiswert', configured: '' }[authority]}`);
      for (const one of report.refused) console.log(`  verweigert: ${one.tenant}: ${one.reason}`);
    }
    return report.refused.length === 0 && report.stamps.refused === undefined ? 0 : 1;
  } finally {
    await close();
  }
}
