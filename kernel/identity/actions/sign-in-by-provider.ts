import { randomBytes } from 'node:crypto';
import { insertGrant, listGrants, loadGrants, readRoleChoice, revokeGrant, systemActor, type RoleChoice } from '@allmende/access';
import { newId, type TenantId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import type { RecordInput } from '@allmende/audit';
import { findAccount, findAccountByEmail, findAccountForUpdate, insertAccount } from '../data/account.ts';
import type { Account } from '../domain/account.ts';
import { SignInRefused, WorksElsewhere } from '../domain/errors.ts';
import { checkPerson } from '../domain/new-account.ts';
import { hashPassword } from '../password-hash.ts';
import { beginSession, type SignedIn } from './begin-session.ts';
import { inLogsOf } from './in-logs-of.ts';

/** What an authority's own identity provider has vouched for. */
export type VouchedPerson = {
  readonly tenant: TenantId;
  /** The account that this subject signed in with before; undefined at the first time. */
  readonly accountId: string | undefined;
  readonly email: string;
  readonly name: string;
  /** When the person showed there who they are; undefined where the provider does not say. Then the session counts as never confirmed: sensitive acts ask at once. */
  readonly shownAt: Date | undefined;
  /** Roles that follow from the groups of today, as `readRoleChoice` reads them: for everything, or a caseworker's for one service. */
  readonly roles: readonly string[];
  /** Roles that the groups decide: those of them that do not follow are ended. Others stay as people gave them. */
  readonly decided: readonly string[];
};

type Where = Pick<House, 'database' | 'clock' | 'config'>;

/**
 * Signs somebody in for whom their authority vouches; makes the account at the first time and brings its roles up to date. The authority vouches for its own people only: throws WorksElsewhere for an account with roles in another
 * authority or in the platform, SignInRefused for a closed one, InvalidInput when address or name are none.
 */
export async function signInByProvider(house: Where, vouched: VouchedPerson): Promise<SignedIn> {
  const { tenant } = vouched;
  const { email, name } = checkPerson(vouched);
  const now = house.clock.now();
  const found = await house.database.withoutTenant(async (tx) => (vouched.accountId === undefined ? findAccountByEmail(tx, email) : findAccount(tx, vouched.accountId)));
  if (vouched.accountId !== undefined && !found) throw new SignInRefused();
  // Nobody knows it: this account opens by the provider, or by a password that somebody resets.
  const passwordHash = found ? '' : await hashPassword(randomBytes(32).toString('base64url'));
  return inLogsOf(house.database, [tenant], async (tx, log) => {
    const account = found ? await findAccountForUpdate(tx, found.id) : await make(tx as TenantTx, log, { id: newId(), email, name, passwordHash, passwordMustChange: false, passwordSetAt: now, createdAt: now, disabledAt: null });
    if (!account || account.disabledAt !== null || account.supplierId != null) throw new SignInRefused();
    const before = await loadGrants(tx, account.id, house.clock.today());
    // An address alone proves nothing about somebody who works for others, or for nobody any more.
    if (before.some((grant) => grant.tenant !== tenant) || (found && vouched.accountId === undefined && before.length === 0)) throw new WorksElsewhere();
    await bringRoles(house, tx as TenantTx, log, account.id, vouched);
    return beginSession(house, tx, log, { account, grants: await loadGrants(tx, account.id, house.clock.today()), methods: ['identity-provider'], ground: { vouchedBy: tenant, confirmedAt: vouched.shownAt ?? new Date(0) } });
  });
}

async function make(tx: TenantTx, log: (entry: RecordInput) => Promise<void>, account: Account): Promise<Account> {
  if (!(await insertAccount(tx, account))) throw new SignInRefused();
  await log({ actor: systemActor('single-sign-on'), action: 'identity/account-created', subject: { kind: 'account', id: account.id }, facts: { oneTimePassword: false }, at: account.createdAt });
  return account;
}

async function bringRoles(house: Where, tx: TenantTx, log: (entry: RecordInput) => Promise<void>, accountId: string, { roles, decided }: VouchedPerson): Promise<void> {
  const at = house.clock.now();
  const today = house.clock.today();
  const held = (await listGrants(tx)).filter((grant) => grant.accountId === accountId && grant.revokedAt === null && grant.validFrom <= today && (grant.validUntil === null || grant.validUntil >= today));
  const actor = systemActor('single-sign-on');
  const [wanted, settled] = [choicesOf(roles), choicesOf(decided)];
  const isAmong = (choices: readonly RoleChoice[], grant: { readonly role: string; readonly service: string | null }) => choices.some(({ role, service }) => role === grant.role && (service ?? null) === grant.service);
  for (const grant of held) {
    if (!isAmong(settled, grant) || isAmong(wanted, grant)) continue;
    await revokeGrant(tx, grant.id, { at });
    await log({ actor, action: 'identity/role-ended', subject: { kind: 'role', id: grant.id }, facts: { role: grant.role, ...(grant.service === null ? {} : { service: grant.service }) }, at });
  }
  const kept = held.filter((grant) => !isAmong(settled, grant) || isAmong(wanted, grant));
  for (const { role, service } of wanted) {
    if (kept.some((grant) => grant.role === role && (grant.service === null || grant.service === service))) continue;
    const id = await insertGrant(tx, { accountId, role, service, validFrom: today });
    await log({ actor, action: 'identity/role-given', subject: { kind: 'role', id }, facts: { role, ...(service === undefined ? {} : { service }), validFrom: today, authority: tx.tenant }, at });
  }
}

function choicesOf(texts: readonly string[]): readonly RoleChoice[] {
  return texts.flatMap((text) => readRoleChoice(text) ?? []);
}
