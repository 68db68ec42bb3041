import { loadGrants, readRoleChoice, roleChoiceText } from '@allmende/access';
import type { RecordInput } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type TenantId, type Tx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccountByEmail, findAccountForUpdate, insertAccount, lockPeopleOf, saveAccount } from '../data/account.ts';
import { checkPerson } from '../domain/new-account.ts';
import { oneTimePassword } from '../domain/one-time-password.ts';
import { checkNotOwn, givingRight } from '../domain/role-giving.ts';
import { hashPassword } from '../password-hash.ts';
import { giveRole } from './give-role.ts';
import { inLogsOf } from './in-logs-of.ts';
import { writeInvitation } from './write-invitation.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;
type Log = (entry: RecordInput) => Promise<void>;

/** Who was invited. Link key and one-time password are two ways to the same first sign-in, shown this once; both are missing when the person had an account already. */
export type Invited = { readonly accountId: string; readonly oneTimePassword: string | undefined; readonly invitation: string | undefined };

/**
 * Gives a person roles (`readRoleChoice`) in an authority or on the platform, with a new account when the address has none; a disabled account comes back with a new one-time password.
 * Throws InvalidInput (`/email`, `/name`, `/roles`), OwnRights, RoleNotGivable.
 */
export async function invitePerson(ctx: Context, input: { readonly tenant: TenantId; readonly email: string; readonly name: string; readonly roles: readonly string[] }): Promise<Invited> {
  const right = givingRight(ctx.actor, input.tenant);
  const person = checkPerson(input);
  const roles = [...new Set(input.roles)].map(readRoleChoice).filter((one) => one !== undefined).toSorted((one, other) => roleChoiceText(one).length - roleChoiceText(other).length);
  if (roles.length === 0 || roles.length !== new Set(input.roles).size) throw new InvalidInput([{ pointer: '/roles', code: 'roles', message: 'Bitte wählen Sie mindestens eine Rolle.' }]);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const logs = right === 'first-officer' ? [input.tenant, PLATFORM_TENANT] : [input.tenant];
  const at = ctx.clock.now();
  return inLogsOf(ctx.database, logs, async (tx, log) => {
    await lockPeopleOf(tx, input.tenant);
    const { accountId, isNew } = await accountFor(ctx, tx, log, person, passwordHash);
    for (const choice of roles) await giveRole({ ...tx, tenant: input.tenant }, log, { actor: ctx.actor, accountId, ...choice, validFrom: ctx.clock.today(), right, today: ctx.clock.today(), at });
    return { accountId, oneTimePassword: isNew ? password : undefined, invitation: isNew ? await writeInvitation(tx, accountId, at) : undefined };
  });
}

async function accountFor(ctx: Context, tx: Tx, log: Log, person: { email: string; name: string }, passwordHash: string): Promise<{ accountId: string; isNew: boolean }> {
  const at = ctx.clock.now();
  const fresh = { passwordHash, passwordMustChange: true, passwordSetAt: at, disabledAt: null };
  const id = newId();
  if (await insertAccount(tx, { id, ...person, ...fresh, createdAt: at })) {
    await log({ actor: ctx.actor, action: 'identity/account-created', subject: { kind: 'account', id }, facts: { oneTimePassword: true }, at });
    return { accountId: id, isNew: true };
  }
  const found = await findAccountByEmail(tx, person.email);
  const account = found && (await findAccountForUpdate(tx, found.id));
  if (!account) throw new Error('an account vanished while it was invited');
  // Whoever works for a supplier never gets a role anywhere.
  if (account.supplierId != null) throw new InvalidInput([{ pointer: '/email', code: 'supplier', message: 'Diese Adresse gehört einer Person, die für einen Anbieter arbeitet. Bitte nehmen Sie eine andere.' }]);
  checkNotOwn(ctx.actor, account.id);
  if (account.disabledAt === null) return { accountId: account.id, isNew: false };
  if ((await loadGrants(tx, account.id, ctx.clock.today())).length > 0) throw new Error('a disabled account has roles');
  await saveAccount(tx, { ...account, ...fresh, name: person.name });
  await log({ actor: ctx.actor, action: 'identity/account-enabled', subject: { kind: 'account', id: account.id }, facts: { oneTimePassword: true }, at });
  return { accountId: account.id, isNew: true };
}
