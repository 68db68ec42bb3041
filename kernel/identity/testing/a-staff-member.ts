import { randomBytes } from 'node:crypto';
import { insertGrant, type Actor, type Role, type RoleChoice } from '@allmende/access';
import { newId, type Database, type TenantId } from '@allmende/database';
import { systemClock, type Clock } from '@allmende/time';
import { startSession } from '../actions/start-session.ts';
import { insertAccount } from '../data/account.ts';
import { hashPassword } from '../password-hash.ts';

/** Somebody who works for an authority, signed in. `token` goes into the session cookie or the bearer header. */
export type StaffMember = { readonly accountId: string; readonly email: string; readonly actor: Extract<Actor, { kind: 'staff' }>; readonly token: string };

// A text that is no hash would make every try to sign in a fault; hashing anew for each would cost the tests seconds.
let unguessed: Promise<string> | undefined;

/**
 * Writes an invented member of staff with roles and a session into a database with the tables of access and identity. Without `password` nobody can sign in as them.
 * Hand in the house, so that the session lives by its clock.
 */
export async function aStaffMember(
  house: { readonly database: Database; readonly clock?: Clock },
  input: { readonly tenant: TenantId; readonly roles: readonly Role[]; /** As a caseworker for these services only. */ readonly services?: readonly string[]; readonly name?: string; readonly email?: string; readonly password?: string; readonly mustChange?: boolean },
): Promise<StaffMember> {
  const clock = house.clock ?? systemClock;
  const accountId = newId();
  const name = input.name ?? 'Erika Beispiel';
  const email = input.email ?? `${accountId}@beispiel.test`;
  const passwordHash = await (input.password === undefined ? (unguessed ??= hashPassword(randomBytes(24).toString('base64url'))) : hashPassword(input.password));
  const now = clock.now();
  const choices: readonly RoleChoice[] = [...input.roles.map((role) => ({ role })), ...(input.services ?? []).map((service) => ({ role: 'caseworker' as const, service }))];
  const session = await house.database.inTenant(input.tenant, async (tx) => {
    await insertAccount(tx, { id: accountId, email, name, passwordHash, passwordMustChange: input.mustChange ?? false, passwordSetAt: now, createdAt: now, disabledAt: null });
    for (const choice of choices) await insertGrant(tx, { accountId, ...choice, validFrom: clock.today() });
    return startSession(tx, accountId, now);
  });
  return { accountId, email, token: session.token, actor: { kind: 'staff', accountId, name, grants: choices.map((choice) => ({ tenant: input.tenant, ...choice })) } };
}
