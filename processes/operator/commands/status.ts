import { readConfig } from '@allmende/config';
import { readOptions } from '../options.ts';
import { describeRelease } from '../output/describe-release.ts';
import { describeBackupState, readBackupState } from '../supervision/backup-state.ts';
import { readRunFile } from '../supervision/run-file.ts';

/** Says whether the platform runs; exit code 1 when it does not. */
export async function status(args: readonly string[]): Promise<number> {
  const { dataDir, json } = readOptions(args);
  const run = await readRunFile(dataDir);
  if (!run?.ready) {
    if (json) console.log(JSON.stringify({ address: null, version: null, pid: null, database: null, tenants: null, instances: null }));
    else console.log(run ? 'Allmende startet gerade.' : 'Allmende läuft nicht. Starten: ./allmende up');
    return 1;
  }
  // Loaded only now: scripts ask again and again while a platform starts.
  const { countFleet } = await import('../count-fleet.ts');
  const { tenants, instances, releases } = await countFleet(dataDir);
  const saved = await readBackupState(dataDir);
  const report = { address: run.address, version: run.version, pid: run.pid, database: run.database, tenants, instances };
  if (json) console.log(JSON.stringify(report));
  else {
    console.log(`Allmende ${report.version} läuft unter ${report.address} (Prozess ${report.pid}), PostgreSQL ${report.database.version} (${report.database.kind === 'embedded' ? 'eingebettet' : 'eigene'}), ${report.tenants} Mitglieder, ${report.instances} Instanzen.\nAnwendungen: ${appsOf(run.env)}\nZustelldienst für FIT-Connect: ${readConfig({ ...process.env, ...run.env }).fitConnect.address}\n${describeBackupState(saved)}`);
    for (const release of releases) console.log(describeRelease(release));
  }
  return 0;
}

/** Where ordered apps answer. */
function appsOf(env: Readonly<Record<string, string>>): string {
  const { domain, address } = readConfig({ ...process.env, ...env }).apps;
  return address.replace(domain, `*.${domain}`);
}
