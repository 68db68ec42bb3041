import type { House } from '@allmende/house';
import type { SessionPort } from '@allmende/http';
import { findSessionActor, touchSession } from './data/session.ts';
import { needsSecondFactor } from './domain/second-factor.ts';
import { SESSION_IDLE_MS, SESSION_TOUCH_MS, sessionTokenHash } from './domain/session.ts';

const TOKEN = /^[\w-]{43}$/u;

/**
 * Answers who a request comes from. Account, session and today's roles are read at each request in one round trip, so an ended session and a role taken away
 * act at once. As long as a one-time password is not replaced, or in production a second factor is missing, its
 * session carries no roles.
 */
export function createSessions(house: Pick<House, 'database' | 'clock' | 'config'>): SessionPort {
  return {
    findActor: async (token) => {
      if (!TOKEN.test(token)) return undefined;
      const now = house.clock.now();
      const found = await findSessionActor(house.database, { tokenHash: sessionTokenHash(token), now, usedAfter: new Date(now.getTime() - SESSION_IDLE_MS), today: house.clock.today() });
      if (!found) return undefined;
      if (now.getTime() - found.lastUsedAt.getTime() >= SESSION_TOUCH_MS) await house.database.withoutTenant((tx) => touchSession(tx, found.sessionId, now));
      const isReady = !found.mustChange && (!needsSecondFactor(house.config) || found.hasSecondFactor);
      if (found.supplierId !== null) return isReady ? { kind: 'supplier', accountId: found.accountId, name: found.name, supplier: found.supplierId } : { kind: 'staff', accountId: found.accountId, name: found.name, grants: [] };
      return { kind: 'staff', accountId: found.accountId, name: found.name, grants: isReady ? found.grants : [] };
    },
  };
}
