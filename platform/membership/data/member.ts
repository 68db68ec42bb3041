import { rows, type Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { Member } from '../domain/member.ts';
import type { MembershipTables } from './tables.ts';

/** Writes a member; false when the authority is there already. */
export async function insertMember(tx: Tx, member: Member, enteredAt: Date): Promise<boolean> {
  const written = await rows<MembershipTables>(tx).insertInto('membership.member').values({
    authority: member.authority, joined_on: member.joinedOn, left_on: member.leftOn, founding: member.founding, decision: member.decision.name, decided_on: member.decision.decidedOn,
    decision_text: member.decision.text, decided_by: member.decision.decidedBy, entered_at: enteredAt,
  }).onConflict((on) => on.column('authority').doNothing()).executeTakeFirst();
  return Number(written.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** One member, also one that left; undefined when the authority never was one. */
export async function findMember(tx: Tx, authority: string): Promise<Member | undefined> {
  const row = await rows<MembershipTables>(tx).selectFrom('membership.member').selectAll().where('authority', '=', authority).executeTakeFirst();
  return row && memberOf(row);
}

/** All members, the first to join first. */
export async function listMembers(tx: Tx): Promise<Member[]> {
  return (await rows<MembershipTables>(tx).selectFrom('membership.member').selectAll().orderBy('joined_on').orderBy('authority').execute()).map(memberOf);
}

/** Enters the last day of a membership. */
export async function endMember(tx: Tx, authority: string, leftOn: PlainDate): Promise<boolean> {
  const ended = await rows<MembershipTables>(tx).updateTable('membership.member').set({ left_on: leftOn }).where('authority', '=', authority).where('left_on', 'is', null).executeTakeFirst();
  return Number(ended.numUpdatedRows) === 1;
}

function memberOf(row: MembershipTables['membership.member']): Member {
  return {
    authority: row.authority, joinedOn: row.joined_on, leftOn: row.left_on, founding: row.founding,
    decision: { name: row.decision, decidedOn: row.decided_on, text: row.decision_text, decidedBy: row.decided_by },
  };
}

/** How many have not left. */
export async function countMembers(tx: Tx): Promise<number> {
  const { count } = await rows<MembershipTables>(tx).selectFrom('membership.member').select((of) => of.fn.countAll<number>().as('count')).where('left_on', 'is', null).executeTakeFirstOrThrow();
  return count;
}
