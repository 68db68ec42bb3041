import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { activateRelease, followReleases } from '@allmende/online-services';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describeRelease } from '../output/describe-release.ts';
import { number } from '../output/progress.ts';

/** Switches what is new of a service on for all authorities whose values fit and that released it; without a service it says how far new versions and values from above are. Exit code 1 when nobody was switched. */
export async function release(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 1);
  const [service] = positionals;
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    if (service === undefined) {
      const releases = await followReleases(ctx);
      if (json) console.log(JSON.stringify(releases));
      else console.log(releases.length === 0 ? 'Alle Behörden haben die neueste Fassung ihrer Dienste.' : releases.map(describeRelease).join('\n'));
      return 0;
    }
    const { switched, staying } = await activateRelease(ctx, { service });
    if (json) console.log(JSON.stringify({ service, switched, staying }));
    else {
      console.log(`${number(switched)} Behörden haben jetzt die neueste Fassung, ${number(staying.length)} behalten ihre.`);
      const words = { 'not-tried': 'noch nicht geprüft', 'not-released': 'von der Behörde nicht freigegeben', ready: 'inzwischen bereit', 'does-not-fit': '' };
      const reasons = Map.groupBy(staying, ({ problem, reason }) => problem ?? words[reason]);
      for (const [reason, those] of reasons) console.log(`  ${number(those.length)}: ${reason}`);
    }
    return switched > 0 || staying.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}
