import type { House } from '@allmende/house';
import { saveAlertChanges, selectOpenAlerts, tryAlertLock } from '../data/alert.ts';
import { decideAlerts } from '../domain/decide-alerts.ts';
import type { MonitoringPorts } from '../domain/ports.ts';
import { readMeasurements } from './read-measurements.ts';

/** Looks whether anything is wrong: alerts begin, fire, go on and end. Returns how many fired now. */
export async function evaluateAlerts(house: House, ports: MonitoringPorts): Promise<number> {
  const { measurements, read } = await readMeasurements(house, ports);
  return house.database.acrossTenants('monitoring/alerts', async (tx) => {
    if (!(await tryAlertLock(tx))) return 0;
    const now = house.clock.now();
    const changes = decideAlerts({ measurements, read, open: await selectOpenAlerts(tx), now });
    await saveAlertChanges(tx, changes, now);
    return changes.begin.filter((one) => one.firedAt !== undefined).length + changes.fire.length;
  });
}
