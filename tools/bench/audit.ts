import { integrate, record } from '@allmende/audit';
import { systemActor } from '@allmende/access';
import { newId, tenantId } from '@allmende/database';
import type { Figures } from './bench.ts';
import { freshHouse } from './measure/fresh-house.ts';

export const about = 'acts recorded per second, each in its own durable transaction, and their places in the tree';

const AUTHORITIES = 20;
const SECONDS = 8;
const AT_ONCE = 8;

/** Records acts of twenty authorities from eight connections for some seconds while an integrator gives them their places, then waits for the last one. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using stand = await freshHouse();
  const { database, clock } = stand.house;
  const tenants = Array.from({ length: AUTHORITIES }, () => tenantId(newId()));
  const actor = systemActor('bench');
  let appended = 0;
  let over = false;

  const write = async () => {
    while (!over) {
      const tenant = tenants[appended % AUTHORITIES] ?? tenants[0];
      if (!tenant) return;
      await database.inTenant(tenant, (tx) => record(tx, { actor, action: 'bench/act-done', subject: { kind: 'case', id: newId() }, facts: { amountCents: 12_000, service: 'hundesteuer' }, at: clock.now() }));
      appended += 1;
    }
  };
  let sequenced = 0;
  const sequence = async () => {
    while (!over) {
      sequenced += (await integrate(database)).sequenced;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  };
  const start = performance.now();
  const writers = Array.from({ length: AT_ONCE }, write);
  const sequencing = sequence();
  await new Promise((resolve) => { setTimeout(resolve, SECONDS * 1000); });
  over = true;
  await Promise.all([...writers, sequencing]);
  const seconds = (performance.now() - start) / 1000;
  say(`${appended} acts in ${seconds.toFixed(1)} s`);
  const behind = appended - sequenced;
  const drainStart = performance.now();
  for (let more = 1; more > 0;) more = (await integrate(database)).sequenced;
  return { appends_per_s: Math.round(appended / seconds), behind_at_end: behind, drain_s: Number(((performance.now() - drainStart) / 1000).toFixed(2)) };
}
