import { loadGrants } from '@allmende/access';
import type { Tx } from '@allmende/database';
import type { House } from '@allmende/house';
import { findAccountForUpdate, saveAccount } from '../data/account.ts';
import { findInvitationForUpdate, noteInvitationUse } from '../data/invitation.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import type { Account } from '../domain/account.ts';
import { InvitationOver } from '../domain/errors.ts';
import { isInvitationOpen, readInvitationKey } from '../domain/invitation.ts';
import { hashPassword } from '../password-hash.ts';
import { beginSession, type SignedIn } from './begin-session.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { checkNewPassword } from './check-new-password.ts';
import { inLogsOf } from './in-logs-of.ts';

type Where = Pick<House, 'database' | 'clock' | 'config'>;

/** Whom an invitation is for; throws InvitationOver for one that was used, is too old, was replaced or never was. */
export async function openInvitation(house: Where, key: string): Promise<{ readonly name: string; readonly email: string }> {
  const { name, email } = await house.database.withoutTenant((tx) => invited(house, tx, key));
  return { name, email };
}

/** Chooses the password of an invited account and signs the person in; the invitation is used up. Throws InvitationOver, InvalidInput (`/password`). */
export async function acceptInvitation(house: Where & Pick<House, 'log'>, input: { readonly key: string; readonly password: string }): Promise<SignedIn> {
  const { email, name, id } = await house.database.withoutTenant((tx) => invited(house, tx, input.key));
  await checkNewPassword(house, { password: input.password, about: [email, name] });
  const passwordHash = await hashPassword(input.password);
  const at = house.clock.now();
  const grants = await house.database.withoutTenant((tx) => loadGrants(tx, id, house.clock.today()));
  return inLogsOf(house.database, grants.map((grant) => grant.tenant), async (tx, log) => {
    const account = await invited(house, tx, input.key);
    await noteInvitationUse(tx, readInvitationKey(input.key)?.id ?? '', at);
    const own: Account = { ...account, passwordHash, passwordMustChange: false, passwordSetAt: at };
    await saveAccount(tx, own);
    await endSessionsOfAccount(tx, id, at);
    await log({ actor: { kind: 'staff', accountId: id }, action: 'identity/invitation-accepted', subject: { kind: 'session', id: 'invitation' }, facts: {}, at });
    return beginSession(house, tx, log, { account: own, grants, methods: ['password'] });
  });
}

async function invited(house: Where, tx: Tx, key: string): Promise<Account> {
  const read = readInvitationKey(key);
  const invitation = read && (await findInvitationForUpdate(tx, read.id));
  if (!read || !invitation || !isInvitationOpen(invitation, read.secret, house.clock.now())) throw new InvitationOver();
  const account = await findAccountForUpdate(tx, invitation.accountId);
  // Whoever has exchanged the one-time password needs no link any more; and no link goes around a second factor.
  if (!account || account.disabledAt !== null || !account.passwordMustChange || (await hasSecondFactor(tx, account.id))) throw new InvitationOver();
  return account;
}
