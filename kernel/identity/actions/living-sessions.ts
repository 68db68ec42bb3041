import type { House } from '@allmende/house';
import { selectLivingSessions, touchSessions, type LivingSession } from '../data/session.ts';
import { needsSecondFactor } from '../domain/second-factor.ts';
import { SESSION_IDLE_MS, SESSION_TOUCH_MS, sessionTokenHash } from '../domain/session.ts';

type Where = Pick<House, 'database' | 'clock' | 'config'>;

/** The live session behind a token; undefined for unknown, ended, expired and idle ones and for disabled accounts. */
export async function findLivingSession(house: Where, token: string): Promise<LivingSession | undefined> {
  const [found] = await house.database.withoutTenant((tx) => selectLivingSessions(tx, { tokenHash: sessionTokenHash(token), ...moments(house) }));
  return found;
}

/** Those of these sessions that live, by id; the ones in `used` count as used now, so that a person who works in an app stays signed in. */
export async function livingSessions(house: Where, input: { readonly ids: readonly string[]; readonly used: ReadonlySet<string> }): Promise<ReadonlyMap<string, LivingSession>> {
  if (input.ids.length === 0) return new Map();
  const found = await house.database.withoutTenant(async (tx) => {
    const living = await selectLivingSessions(tx, { ids: input.ids, ...moments(house) });
    const used = living.filter((one) => input.used.has(one.sessionId)).map((one) => one.sessionId);
    const now = house.clock.now();
    if (used.length > 0) await touchSessions(tx, used, now, new Date(now.getTime() - SESSION_TOUCH_MS));
    return living;
  });
  return new Map(found.map((one) => [one.sessionId, one]));
}

function moments(house: Pick<House, 'clock' | 'config'>) {
  const now = house.clock.now();
  return { now, usedAfter: new Date(now.getTime() - SESSION_IDLE_MS), today: house.clock.today(), needsSecondFactor: needsSecondFactor(house.config) };
}
