import { isUuid, type Database } from '@allmende/database';
import { findMember as loadMember } from '../data/member.ts';
import type { Member } from '../domain/member.ts';

/** The membership of an authority, also an ended one; undefined when it never belonged. */
export async function findMember(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { authority: string }): Promise<Member | undefined> {
  return isUuid(input.authority) ? ctx.database.withoutTenant((tx) => loadMember(tx, input.authority)) : undefined;
}
