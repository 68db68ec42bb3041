import { verifyAudit } from '@allmende/audit';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Checks every log against the outside checkpoints; exit code 1 when anything was changed, dropped, reordered or inserted. */
export async function auditVerify(args: readonly string[]): Promise<number> {
  const { dataDir, json, values } = readOptions(args, { from: 'string' });
  const { house, close } = await openRunning(dataDir);
  try {
    const report = await verifyAudit(house.database, typeof values['from'] === 'string' ? values['from'] : house.config.checkpointsDir);
    if (json) console.log(JSON.stringify(report));
    else {
      for (const log of report.logs) {
        const name = log.isPlatform ? 'Plattform' : log.tenant;
        console.log(`${log.findingsTotal === 0 ? '✓' : '✗'} ${name}: ${log.size} Einträge, Prüfpunkt bis ${log.checkpointSize}, ${log.unsequenced} noch ohne Platz`);
        for (const finding of log.findings) console.log(`    ${finding.kind} ${finding.index ?? ''} ${finding.entryId ?? ''} ${finding.detail}`);
      }
      console.log(report.ok ? 'Alle Protokolle sind unverändert.' : 'Mindestens ein Protokoll wurde verändert.');
    }
    return report.ok ? 0 : 1;
  } finally {
    await close();
  }
}
