import type { Tx } from '@allmende/database';
import type { Bidder } from '../domain/bidder.ts';

type Row = { id: string; name: string; address: string; email: string; registered_at: Date };

/** What a supplier entered to take part; undefined when it has not. */
export async function findBidder(tx: Tx, id: string): Promise<Bidder | undefined> {
  const { rows: [row] } = await tx.client.query<Row>('select * from dynamic_purchasing.bidder where id = $1', [id]);
  return row && bidderOf(row);
}

/** Writes what a supplier entered; a later entry takes the place of an earlier one. */
export async function saveBidder(tx: Tx, bidder: Bidder): Promise<void> {
  await tx.client.query(
    `insert into dynamic_purchasing.bidder (id, name, address, email, registered_at) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set name = excluded.name, address = excluded.address, email = excluded.email`, [bidder.id, bidder.name, bidder.address, bidder.email, bidder.registeredAt],
  );
}

/** Enterprises by id. */
export async function listBidders(tx: Tx, ids: readonly string[]): Promise<Bidder[]> {
  return (await tx.client.query<Row>('select * from dynamic_purchasing.bidder where id = any($1) order by name, id', [ids])).rows.map(bidderOf);
}

/** Admits an enterprise to a category. */
export async function insertAdmission(tx: Tx, admission: { readonly category: string; readonly bidder: string; readonly system: string; readonly at: Date }): Promise<void> {
  await tx.client.query('insert into dynamic_purchasing.admission (category, bidder, system, admitted_at) values ($1, $2, $3, $4) on conflict do nothing', [admission.category, admission.bidder, admission.system, admission.at]);
}

/** Who is admitted to a category, by name. */
export async function listAdmitted(tx: Tx, category: string): Promise<Bidder[]> {
  return (await tx.client.query<Row>('select bidder.* from dynamic_purchasing.admission as admission join dynamic_purchasing.bidder as bidder on bidder.id = admission.bidder where admission.category = $1 order by bidder.name, bidder.id', [category])).rows.map(bidderOf);
}

/** How many are admitted, by category. */
export async function countAdmitted(tx: Tx, system: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.client.query<{ category: string; count: string }>('select category, count(*) as count from dynamic_purchasing.admission where system = $1 group by category', [system]);
  return new Map(rows.map((row) => [row.category, Number(row.count)]));
}

export type Invitation = { readonly bidder: string; readonly competition: string; readonly authority: string; readonly invitedAt: Date };

/** Invites an enterprise to a competition of an authority. */
export async function insertInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  await tx.client.query('insert into dynamic_purchasing.invitation (bidder, competition, authority, invited_at) values ($1, $2, $3, $4)', [invitation.bidder, invitation.competition, invitation.authority, invitation.invitedAt]);
}

/** The invitations of an enterprise, the newest first; at most 500. */
export async function listInvitations(tx: Tx, bidder: string): Promise<Invitation[]> {
  const { rows } = await tx.client.query<{ competition: string; authority: string; invited_at: Date }>('select competition, authority, invited_at from dynamic_purchasing.invitation where bidder = $1 order by invited_at desc, competition limit 500', [bidder]);
  return rows.map((row) => ({ bidder, competition: row.competition, authority: row.authority, invitedAt: row.invited_at }));
}

/** One invitation of an enterprise; undefined when it was not invited. */
export async function findInvitation(tx: Tx, bidder: string, competition: string): Promise<Invitation | undefined> {
  const { rows: [row] } = await tx.client.query<{ authority: string; invited_at: Date }>('select authority, invited_at from dynamic_purchasing.invitation where bidder = $1 and competition = $2', [bidder, competition]);
  return row && { bidder, competition, authority: row.authority, invitedAt: row.invited_at };
}

/** Who was invited to a competition, by name. */
export async function listInvited(tx: Tx, competition: string): Promise<Bidder[]> {
  return (await tx.client.query<Row>('select bidder.* from dynamic_purchasing.invitation as invitation join dynamic_purchasing.bidder as bidder on bidder.id = invitation.bidder where invitation.competition = $1 order by bidder.name, bidder.id', [competition])).rows.map(bidderOf);
}

function bidderOf(row: Row): Bidder {
  return { id: row.id, name: row.name, address: row.address, email: row.email, registeredAt: row.registered_at };
}
