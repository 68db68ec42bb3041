import { newId, type TenantTx } from '@allmende/database';
import { record } from '@allmende/audit';
import type { Actor } from '@allmende/access';
import { findAccountForUpdate, findAccountByEmail, insertAccount, listAccountsOfSupplier, saveAccount } from '../data/account.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import { EmailTaken } from '../domain/errors.ts';
import { checkPerson } from '../domain/new-account.ts';
import { oneTimePassword } from '../domain/one-time-password.ts';
import { hashPassword } from '../password-hash.ts';
import { writeInvitation } from './write-invitation.ts';

type Act = { readonly actor: Actor; readonly at: Date };

/** Somebody who works for a supplier, as the supplier and the operator see them. */
export type SupplierPerson = { readonly accountId: string; readonly name: string; readonly email: string; /** Has chosen a password. */ readonly hasSignedIn: boolean; readonly disabledAt: Date | null };

/**
 * Gives a person an account that works for a supplier, in the caller's transaction in the platform's tenant; returns the key of the invitation, shown this once. The caller checks the permission.
 * Somebody of the same supplier who never signed in gets a new link. Throws InvalidInput (`/email`, `/name`) and EmailTaken for an address with another account.
 */
export async function inviteSupplierPerson(tx: TenantTx, act: Act, input: { readonly supplier: string; readonly email: string; readonly name: string }): Promise<{ readonly accountId: string; readonly invitation: string }> {
  const { email, name } = checkPerson(input);
  const found = await findAccountByEmail(tx, email);
  if (found !== undefined) {
    if (found.supplierId !== input.supplier || !found.passwordMustChange || found.disabledAt !== null) throw new EmailTaken();
    return { accountId: found.id, invitation: await writeInvitation(tx, found.id, act.at) };
  }
  const id = newId();
  const passwordHash = await hashPassword(oneTimePassword());
  if (!(await insertAccount(tx, { id, email, name, passwordHash, passwordMustChange: true, passwordSetAt: act.at, createdAt: act.at, disabledAt: null, supplierId: input.supplier }))) throw new EmailTaken();
  await record(tx, { actor: act.actor, action: 'identity/account-created', subject: { kind: 'account', id }, facts: { oneTimePassword: true }, at: act.at });
  return { accountId: id, invitation: await writeInvitation(tx, id, act.at) };
}

/** Who works for a supplier, by name. The caller checks the permission. */
export async function listSupplierPeople(tx: TenantTx, supplier: string): Promise<SupplierPerson[]> {
  return (await listAccountsOfSupplier(tx, supplier)).map((account) => ({ accountId: account.id, name: account.name, email: account.email, hasSignedIn: !account.passwordMustChange, disabledAt: account.disabledAt }));
}

/** Ends all accounts of a supplier with their sessions, in the caller's transaction; returns how many. The caller checks the permission. */
export async function endSupplierPeople(tx: TenantTx, act: Act, supplier: string): Promise<number> {
  const open = (await listAccountsOfSupplier(tx, supplier)).filter(({ disabledAt }) => disabledAt === null);
  for (const { id } of open) {
    const account = await findAccountForUpdate(tx, id);
    if (account === undefined) continue;
    await saveAccount(tx, { ...account, disabledAt: act.at });
    await endSessionsOfAccount(tx, id, act.at);
    await record(tx, { actor: act.actor, action: 'identity/account-disabled', subject: { kind: 'account', id }, facts: {}, at: act.at });
  }
  return open.length;
}
