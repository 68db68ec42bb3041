import type { House } from '@allmende/house';
import { listObserved, listObservedAnew, type ObservedInstance } from '@allmende/operations';
import { lockConditions, saveTurns, selectOpenSpans, type Turn } from '../data/span.ts';
import { saveLook } from '../data/watch.ts';
import { markGone, saveWatched } from '../data/watched.ts';
import { conditionOf, sinceWhen, type Span } from '../domain/condition.ts';
import { minuteOf, MINUTE_MS } from '../domain/minute.ts';

// Of thousands of instances hardly one differs from a minute ago; all the same everything is compared again from time to time.
const ALL_AGAIN_MS = 10 * MINUTE_MS;
const lookedAt = new WeakMap<House['database'], { readonly mark: string; readonly at: Date }>();

/** Looks once at all instances, notes who came into another condition, and that the platform looked in this minute. */
export async function observeInstances(house: Pick<House, 'database' | 'clock'>): Promise<void> {
  const now = house.clock.now();
  const last = lookedAt.get(house.database);
  const isRecent = last !== undefined && last.at <= now && now.getTime() - last.at.getTime() < ALL_AGAIN_MS;
  const changed = await listObservedAnew(house, isRecent ? last.mark : undefined);
  if (changed) {
    await noteConditions(house, changed.instances, now);
    lookedAt.set(house.database, { mark: changed.mark, at: now });
  } else {
    await house.database.acrossTenants('monitoring/observe', (tx) => saveLook(tx, minuteOf(now)));
  }
}

async function noteConditions(house: Pick<House, 'database'>, seen: readonly ObservedInstance[], now: Date): Promise<void> {
  await house.database.acrossTenants('monitoring/observe', async (tx) => {
    await lockConditions(tx);
    const open = new Map((await selectOpenSpans(tx)).map((one) => [one.instance, one]));
    const turns = seen.flatMap((one) => turnOf(one, open.get(one.instance)?.span, now));
    const there = new Set(seen.map((one) => one.instance));
    const gone = [...open.values()].filter((one) => !there.has(one.instance) && one.span.since <= now);
    await saveWatched(tx, seen, now);
    await saveTurns(tx, [...turns, ...gone.map((one): Turn => ({ tenant: one.tenant, instance: one.instance, at: now, condition: undefined }))]);
    await markGone(tx, gone.map((one) => one.instance), now);
    await saveLook(tx, minuteOf(now));
  });
}

/** Looks at one instance, because it has said that it changed. */
export async function observeInstance(house: Pick<House, 'database' | 'clock'>, input: { readonly instance: string }): Promise<void> {
  const now = house.clock.now();
  const [seen] = await listObserved(house, input);
  if (seen === undefined) return;
  await house.database.acrossTenants('monitoring/observe', async (tx) => {
    await lockConditions(tx);
    await saveWatched(tx, [seen], now);
    await saveTurns(tx, turnOf(seen, (await selectOpenSpans(tx, seen.instance))[0]?.span, now));
  });
}

// Somebody who looked later has the last word.
function turnOf(seen: ObservedInstance, before: Span | undefined, now: Date): Turn[] {
  const condition = conditionOf(seen);
  if (before?.condition === condition || (before !== undefined && before.since > now)) return [];
  return [{ tenant: seen.tenant, instance: seen.instance, at: sinceWhen({ observedSince: seen.observedSince, before, now }), condition }];
}
