import type { House } from '@allmende/house';
import { insertAppSession } from '../data/app-session.ts';
import { useCode } from '../data/entry-code.ts';
import { APP_SESSION_LIFETIME_MS, isSecret, newSecret, secretHash } from '../domain/entry.ts';
import type { Route } from '../domain/route.ts';

/** The gateway's half of the way in: takes the code at the instance's host and begins a session there; undefined when code, browser, host or time do not fit. */
export async function takeEntry(
  house: Pick<House, 'database' | 'clock'>, input: { readonly route: Pick<Route, 'tenant' | 'instance'>; readonly host: string; readonly code: string | undefined; readonly browserSecret: string | undefined },
): Promise<{ readonly token: string; readonly returnPath: string } | undefined> {
  const { code, browserSecret, route } = input;
  if (!isSecret(code) || !isSecret(browserSecret)) return undefined;
  const now = house.clock.now();
  return house.database.inTenant(route.tenant, async (tx) => {
    const entry = await useCode(tx, { codeHash: secretHash(code), stateHash: secretHash(browserSecret), instance: route.instance, host: input.host, now });
    if (!entry) return undefined;
    const token = newSecret();
    await insertAppSession(tx, { tokenHash: secretHash(token), instance: entry.instance, accountId: entry.accountId, platformSession: entry.platformSession, createdAt: now, expiresAt: new Date(now.getTime() + APP_SESSION_LIFETIME_MS) });
    return { token, returnPath: entry.returnPath };
  });
}
