import type { House } from '@allmende/house';
import { endAppSession } from '../data/app-session.ts';
import { isSecret, secretHash } from '../domain/entry.ts';
import type { Route } from '../domain/route.ts';

/** Ends the session of a token at an instance; the platform's session goes on. */
export async function leaveInstance(house: Pick<House, 'database' | 'clock'>, input: { readonly route: Pick<Route, 'tenant'>; readonly token: string | undefined }): Promise<void> {
  const { token } = input;
  if (!isSecret(token)) return;
  await house.database.inTenant(input.route.tenant, (tx) => endAppSession(tx, secretHash(token), house.clock.now()));
}
