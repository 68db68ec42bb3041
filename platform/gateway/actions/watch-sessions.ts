import type { House } from '@allmende/house';
import { livingSessions } from '@allmende/identity';
import { selectGrantedSessions, type AppSession } from '../data/app-session.ts';
import { isSecret, secretHash } from '../domain/entry.ts';
import type { Route } from '../domain/route.ts';

/** Who is in an instance, as far as the last look says. */
export type SessionWatch = {
  /** The session of a token at this instance; undefined when there is none, the grant is gone or the platform's session is over. Known ones are looked at again every turn, not at every request. */
  find(route: Pick<Route, 'tenant' | 'instance'>, token: string | undefined): Promise<AppSession | undefined>;
  /** Calls back once when the session has ended; the returned function takes that back. For sockets and streams that stay open. */
  whenEnded(session: AppSession, callback: () => void): () => void;
  /** Forgets a token at once, and ends what hangs on it. */
  forget(token: string): void;
  /** Looks now instead of at the next turn. */
  check(): Promise<void>;
  stop(): Promise<void>;
};

type Known = { readonly session: AppSession; lookedAt: number; usedAt: number; isUsed: boolean; readonly open: Set<() => void> };

/** Whoever was not seen for so long is looked up anew. */
const REMEMBER_MS = 5 * 60_000;
/** Without an answer of the database for so long nobody is let in any more. */
const TRUST_MS = 10_000;

/** Keeps an eye on the sessions at all instances of this process: a revocation takes effect within a turn, also for what is open. */
export function watchSessions(house: Pick<House, 'database' | 'clock' | 'config' | 'log'>, options: { readonly everyMs?: number } = {}): SessionWatch {
  const known = new Map<string, Known>();
  const end = (key: string) => {
    const one = known.get(key);
    known.delete(key);
    if (one) for (const callback of one.open) callback();
  };
  const check = async () => {
    const now = house.clock.elapsedMs();
    for (const [key, one] of known) if (one.open.size === 0 && now - one.usedAt > REMEMBER_MS) known.delete(key);
    const looked = [...known.entries()];
    if (looked.length === 0) return;
    const used = new Set(looked.filter(([, one]) => one.isUsed).map(([, one]) => one.session.platformSession));
    const alive = await aliveOf(house, looked.map(([, one]) => one.session.tokenHash), undefined, used);
    for (const [key, one] of looked) {
      if (!alive.has(key)) end(key);
      else Object.assign(one, { lookedAt: now, isUsed: false });
    }
  };
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = check().catch((error: unknown) => {
      house.log.warn({ err: error }, 'the sessions could not be looked at');
      const now = house.clock.elapsedMs();
      for (const [key, one] of known) if (now - one.lookedAt > TRUST_MS) end(key);
    }).finally(() => { busy = false; });
  }, options.everyMs ?? 2000);
  return {
    find: async (route, token) => {
      if (!isSecret(token)) return undefined;
      const hash = secretHash(token);
      const key = hash.toString('hex');
      let one = known.get(key);
      const now = house.clock.elapsedMs();
      if (!one || now - one.lookedAt > TRUST_MS) {
        const session = (await aliveOf(house, [hash], route, undefined)).get(key);
        if (!session) { end(key); return undefined; }
        one = known.get(key) ?? { session, lookedAt: now, usedAt: now, isUsed: true, open: new Set() };
        one.lookedAt = now;
        known.set(key, one);
      }
      if (one.session.instance !== route.instance) return undefined;
      one.usedAt = now;
      one.isUsed = true;
      return one.session;
    },
    whenEnded: (session, callback) => {
      const one = known.get(session.tokenHash.toString('hex'));
      if (!one) { callback(); return () => undefined; }
      one.open.add(callback);
      return () => { one.open.delete(callback); };
    },
    forget: (token) => end(secretHash(token).toString('hex')),
    check,
    stop: async () => { clearInterval(timer); await running; },
  };
}

/** Sessions that have everything they need: a grant, a live session of the platform by the same person, and a place in the authority; by token hash. */
async function aliveOf(house: Pick<House, 'database' | 'clock' | 'config'>, hashes: readonly Buffer[], route: Pick<Route, 'tenant'> | undefined, used: ReadonlySet<string> | undefined): Promise<Map<string, AppSession>> {
  const now = house.clock.now();
  const granted = route
    ? await house.database.inTenant(route.tenant, (tx) => selectGrantedSessions(tx, hashes, now))
    : await house.database.acrossTenants('gateway/look-at-sessions', (tx) => selectGrantedSessions(tx, hashes, now));
  const ids = [...new Set(granted.map((one) => one.platformSession))];
  const living = await livingSessions(house, { ids, used: used ?? new Set(ids) });
  return new Map(granted.filter((one) => {
    const session = living.get(one.platformSession);
    return session?.accountId === one.accountId && session.tenants.includes(one.tenant);
  }).map((one) => [one.tokenHash.toString('hex'), one]));
}
