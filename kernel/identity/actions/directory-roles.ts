import { randomBytes } from 'node:crypto';
import { insertGrant, listGrants, loadGrants, revokeGrant, roleChoiceText, systemActor, type RoleChoice } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import type { PlainDate } from '@allmende/time';
import { findAccountForUpdate, saveAccount } from '../data/account.ts';
import { groupsOf, type StoredUser } from '../data/scim.ts';
import { accountLeft } from '../domain/events.ts';
import { hashPassword } from '../password-hash.ts';
import { closeAccount } from './close-account.ts';
import { endWorkIn } from './end-work.ts';

/** Who acts when an authority's directory changes people and roles. */
export const DIRECTORY = systemActor('directory');

/** Brings the roles of a provided person in line with active or not and with the groups; inside a transaction across authorities that holds the lock of the tenant's people. */
export async function followDirectory(here: TenantTx, person: Pick<StoredUser, 'id' | 'accountId'> & { readonly active: boolean }, moment: { readonly at: Date; readonly today: PlainDate }): Promise<void> {
  const { accountId } = person;
  if (!person.active) {
    await leave(here, accountId, moment);
    return;
  }
  const account = await findAccountForUpdate(here, accountId);
  if (!account) return;
  if (account.disabledAt !== null) await saveAccount(here, { ...account, passwordHash: await unguessablePassword(), passwordMustChange: true, passwordSetAt: moment.at, disabledAt: null });
  const wanted = new Map((await groupsOf(here, person.id)).flatMap(({ role }) => (role === undefined ? [] : [[roleChoiceText(role), role] as const])));
  const isWanted = (grant: { readonly role: string; readonly service: string | null }) => wanted.has(roleChoiceText({ role: grant.role as RoleChoice['role'], ...(grant.service === null ? {} : { service: grant.service }) }));
  const own = (await listGrants(here)).filter((grant) => grant.accountId === accountId && grant.revokedAt === null && (grant.validUntil === null || grant.validUntil >= moment.today));
  for (const grant of own) {
    if (grant.source !== 'directory' || isWanted(grant)) continue;
    await revokeGrant(here, grant.id, { at: moment.at });
    await record(here, { actor: DIRECTORY, action: 'identity/role-ended', subject: { kind: 'role', id: grant.id }, facts: { role: grant.role, ...(grant.service === null ? {} : { service: grant.service }) }, at: moment.at });
  }
  for (const { role, service } of wanted.values()) {
    if (own.some((grant) => grant.role === role && (grant.service === null || grant.service === service) && grant.validUntil === null && (grant.source === 'person' || isWanted(grant)))) continue;
    const id = await insertGrant(here, { accountId, role, service, validFrom: moment.today, source: 'directory' });
    await record(here, { actor: DIRECTORY, action: 'identity/role-given', subject: { kind: 'role', id }, facts: { role, ...(service === undefined ? {} : { service }), validFrom: moment.today, authority: here.tenant }, at: moment.at });
  }
  const had = own.length > 0;
  const has = (await listGrants(here)).some((grant) => grant.accountId === accountId && grant.revokedAt === null && (grant.validUntil === null || grant.validUntil >= moment.today));
  if (had && !has) await emit(here, accountLeft(accountId, { account: accountId, closed: false }));
}

/** A password that nobody knows, for accounts that begin without one. */
export async function unguessablePassword(): Promise<string> {
  return hashPassword(randomBytes(32).toString('base64url'));
}

async function leave(here: TenantTx, accountId: string, moment: { readonly at: Date; readonly today: PlainDate }): Promise<void> {
  if (await endWorkIn(here, { tenant: here.tenant, accountId, actor: DIRECTORY, ...moment })) return;
  const account = await findAccountForUpdate(here, accountId);
  if (!account || account.disabledAt !== null || (await loadGrants(here, accountId, moment.today)).length > 0) return;
  await closeAccount(here, account, moment.at);
  await record(here, { actor: DIRECTORY, action: 'identity/account-disabled', subject: { kind: 'account', id: accountId }, facts: {}, at: moment.at });
}
