import { record } from '@allmende/audit';
import { newId, type TenantId, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { findAccountByEmail, insertAccount, lockPeopleOf } from '../data/account.ts';
import { deleteScimUser, findScimUser, insertScimUser, isUserNameTaken, saveScimUser, type StoredUser } from '../data/scim.ts';
import { ScimRefused } from '../domain/scim-error.ts';
import { emailOf, fullNameOf, userNameKey, type ScimUser } from '../domain/scim-user.ts';
import { DIRECTORY, followDirectory, unguessablePassword } from './directory-roles.ts';

type Where = Pick<House, 'database' | 'clock'>;

/** Checks the version that a caller says it has seen; throws ScimRefused with 412. Source: RFC 7644 § 3.14. */
export type VersionCheck = (version: number) => void;

/**
 * Provides a person to an authority: the account of the e-mail address, or a new one without a usable password. Throws ScimRefused (uniqueness, 409) when user name or account is provided already. An account
 * that works elsewhere keeps its name and its password: one authority changes nothing about what another one knows.
 */
export async function provideUser(house: Where, input: { readonly tenant: TenantId; readonly user: ScimUser }): Promise<StoredUser> {
  const { user } = input;
  const email = emailOf(user);
  const passwordHash = await unguessablePassword();
  return inDirectory(house, input.tenant, async (here, moment) => {
    const fresh = newId();
    const isNew = user.active && await insertAccount(here, { id: fresh, email, name: fullNameOf(user), passwordHash, passwordMustChange: true, passwordSetAt: moment.at, createdAt: moment.at, disabledAt: null });
    if (!user.active) await insertAccount(here, { id: fresh, email, name: fullNameOf(user), passwordHash, passwordMustChange: true, passwordSetAt: moment.at, createdAt: moment.at, disabledAt: moment.at });
    const account = await findAccountByEmail(here, email);
    if (account?.supplierId != null) throw taken();
    const accountId = account?.id ?? fresh;
    if (isNew) await record(here, { actor: DIRECTORY, action: 'identity/account-created', subject: { kind: 'account', id: fresh }, facts: { oneTimePassword: false }, at: moment.at });
    const stored: StoredUser = { id: newId(), accountId, user, version: 1, createdAt: moment.at, changedAt: moment.at };
    if (!(await insertScimUser(here, stored, userNameKey(user.userName)))) throw taken();
    await followDirectory(here, { ...stored, active: user.active }, moment);
    return stored;
  });
}

/** Changes a provided person; not active means leaving at once. Throws NotFound, ScimRefused (uniqueness, 409; 412 by the check). */
export async function changeUser(house: Where, input: { readonly tenant: TenantId; readonly id: string; readonly check: VersionCheck; readonly change: (user: ScimUser) => ScimUser }): Promise<StoredUser> {
  return inDirectory(house, input.tenant, async (here, moment) => {
    const before = await findScimUser(here, input.id);
    if (!before) throw new NotFound();
    input.check(before.version);
    const user = input.change(before.user);
    const key = userNameKey(user.userName);
    if (await isUserNameTaken(here, key, before.id)) throw taken();
    const stored = { ...before, user, version: before.version + 1, changedAt: moment.at };
    await saveScimUser(here, stored, key);
    await followDirectory(here, { ...stored, active: user.active }, moment);
    return stored;
  });
}

/** Takes a provided person away: the work here ends at once. Throws NotFound, ScimRefused (412). */
export async function removeUser(house: Where, input: { readonly tenant: TenantId; readonly id: string; readonly check: VersionCheck }): Promise<void> {
  await inDirectory(house, input.tenant, async (here, moment) => {
    const before = await findScimUser(here, input.id);
    if (!before) throw new NotFound();
    input.check(before.version);
    await followDirectory(here, { ...before, active: false }, moment);
    await deleteScimUser(here, before.id);
  });
}

/** Runs what a directory does, one at a time for each authority. */
export async function inDirectory<Result>(house: Where, tenant: TenantId, work: (here: TenantTx, moment: { readonly at: Date; readonly today: ReturnType<House['clock']['today']> }) => Promise<Result>): Promise<Result> {
  return house.database.acrossTenants('identity/scim', async (tx) => {
    await lockPeopleOf(tx, tenant);
    return work({ ...tx, tenant }, { at: house.clock.now(), today: house.clock.today() });
  });
}

function taken(): ScimRefused {
  return new ScimRefused('conflict', 'A user with this userName or e-mail address is provided already.', { scimType: 'uniqueness' });
}
