import { randomBytes } from 'node:crypto';
import { systemActor, type Actor, type Role } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { createAccount, grantRole } from '@allmende/identity';
import type { DemoAccount } from './account-file.ts';

/** A demo person with the context in which they act. */
export type DemoPerson = { readonly account: DemoAccount; readonly ctx: ActionContext };

/** Makes invented people with one password per installation; each gets an account, one role, and a context to act in. */
export function demoPeople(house: House): { password: string; make(input: { name: string; mailbox: string; role: Role; label: string; authority: string; tenant: TenantId }): Promise<DemoPerson> } {
  const password = `Demo-${randomLetters(12)}`;
  return {
    password,
    make: async ({ name, mailbox, role, label, authority, tenant }) => {
      const start = contextFor(house, systemActor('start'), PLATFORM_TENANT);
      const email = `${mailbox}@demo.example`;
      const accountId = await createAccount(start, { email, name, password });
      await grantRole(start, { tenant, accountId, role });
      const actor: Actor = { kind: 'staff', accountId, name, grants: [{ tenant, role }] };
      return { account: { role: label, authority, email, password }, ctx: contextFor(house, actor, tenant) };
    },
  };
}

// Letters only: where a random number has mostly digits, what is left beside "Demo" and the address is too little, and the account is refused.
function randomLetters(count: number): string {
  return [...randomBytes(count)].map((byte) => 'abcdefghjkmnpqrstvwxyz'.charAt(byte % 22)).join('');
}
