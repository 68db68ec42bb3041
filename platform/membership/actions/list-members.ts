import type { Database } from '@allmende/database';
import { listAuthorities, type Authority } from '@allmende/register';
import { listMembers as loadMembers } from '../data/member.ts';
import type { Member } from '../domain/member.ts';

/** All members with their authorities, also those that left, the first to join first. Who belongs is public. */
export async function listMembers(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<readonly { member: Member; authority: Authority | undefined }[]> {
  const members = await ctx.database.withoutTenant((tx) => loadMembers(tx));
  const authorities = new Map((await listAuthorities(ctx, { ids: members.map((one) => one.authority) })).map((one) => [one.id as string, one]));
  return members.map((member) => ({ member, authority: authorities.get(member.authority) }));
}
