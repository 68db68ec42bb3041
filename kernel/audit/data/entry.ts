import type { TenantTx } from '@allmende/database';
import type { AuditEntry } from '../domain/entry.ts';

/** A salt to be stored with an entry. */
export type NamedSalt = { readonly name: string; readonly salt: Uint8Array };

// One round trip for everything. The entry names its actor by a pseudonym, so it is only written when that still is the actor's.
const INSERT_ENTRY = `
  with known as materialized (
    select from audit.actor where tenant_id = $1 and account_id = $8 and ref = $9
  ), allowed as materialized (
    select where $8::uuid is null or exists (select from known)
  ), entry as (
    insert into audit.entry (tenant_id, id, at, action, subject_kind, subject_id, body)
    select $1, $2, $3, $4, $5, $6, $7 from allowed
    returning 1
  ), queued as (
    insert into audit.pending (entry_id, log_id) select $2, $1 from allowed
  ), salted as (
    insert into audit.salt (tenant_id, entry_id, name, salt)
    select $1, $2, given.name, given.salt from allowed, unnest($10::text[], $11::bytea[]) as given (name, salt)
  )
  select count(*)::int as written from entry`;

/** Writes an entry with its salts and queues it for the tree; false when the actor's pseudonym is not the one given, and nothing was written. */
export async function insertEntry(tx: TenantTx, entry: AuditEntry, body: string, salts: readonly NamedSalt[], actor: { accountId: string; ref: string } | undefined): Promise<boolean> {
  const { rows } = await tx.client.query<{ written: number }>({
    name: 'audit-insert-entry',
    text: INSERT_ENTRY,
    values: [
      tx.tenant, entry.id, entry.at, entry.action, entry.subject.kind, entry.subject.id, body, actor?.accountId ?? null, actor?.ref ?? null,
      salts.map((one) => one.name), salts.map((one) => one.salt),
    ],
  });
  return rows[0]?.written === 1;
}

/** A stored entry with its place in the tree, if it has one yet, and the account behind its actor, unless that was erased. */
export type StoredEntry = { readonly id: string; readonly body: string; readonly treeIndex: number | null; readonly accountId: string | null };

/** Entries of the authority, newest first, by subject, room and day if given; `before` is the id of the last entry of the page before. */
export async function selectEntries(
  tx: TenantTx,
  filter: { subject?: { kind: string; id: string } | undefined; room?: string | undefined; day?: string | undefined; before?: string | undefined; limit: number },
): Promise<StoredEntry[]> {
  const { rows } = await tx.client.query<StoredEntry>({
    text: `
      select entry.id, entry.body, leaf.tree_index as "treeIndex", actor.account_id as "accountId"
      from audit.entry
      left join audit.leaf on leaf.tenant_id = entry.tenant_id and leaf.entry_id = entry.id
      left join audit.actor on actor.tenant_id = entry.tenant_id and actor.ref = entry.body::jsonb -> 'actor' ->> 'ref'
      where entry.tenant_id = $1 and ($2::text is null or (entry.subject_kind = $2 and entry.subject_id = $3)) and ($4::uuid is null or entry.id < $4)
        and ($6::text is null or entry.room = $6)
        and ($7::date is null or (entry.at >= $7::date::timestamp at time zone 'Europe/Berlin' and entry.at < ($7::date + 1)::timestamp at time zone 'Europe/Berlin'))
      order by entry.id desc limit $5`,
    values: [tx.tenant, filter.subject?.kind ?? null, filter.subject?.id ?? null, filter.before ?? null, filter.limit, filter.room ?? null, filter.day ?? null],
  });
  return rows;
}

/** Entries at places of the tree, in their order. */
export async function selectEntriesAt(tx: TenantTx, positions: readonly number[]): Promise<StoredEntry[]> {
  const { rows } = await tx.client.query<StoredEntry>({
    text: `
      select entry.id, entry.body, leaf.tree_index as "treeIndex", actor.account_id as "accountId"
      from audit.leaf
      join audit.entry on entry.tenant_id = leaf.tenant_id and entry.id = leaf.entry_id
      left join audit.actor on actor.tenant_id = entry.tenant_id and actor.ref = entry.body::jsonb -> 'actor' ->> 'ref'
      where leaf.tenant_id = $1 and leaf.tree_index = any ($2::bigint[]) order by leaf.tree_index`,
    values: [tx.tenant, positions],
  });
  return rows;
}

/** The parts of the platform that have recorded something for the authority; jumps from one to the next in the index, however long the log is. */
export async function selectRooms(tx: TenantTx): Promise<string[]> {
  const { rows } = await tx.client.query<{ room: string }>({
    text: `
      with recursive present (room) as (
        (select entry.room from audit.entry where entry.tenant_id = $1 order by entry.room limit 1)
        union all
        select (select entry.room from audit.entry where entry.tenant_id = $1 and entry.room > present.room order by entry.room limit 1) from present where present.room is not null
      )
      select room from present where room is not null`,
    values: [tx.tenant],
  });
  return rows.map((row) => row.room);
}

/** The stored body and place of one entry, and the account behind its actor, unless that was erased; undefined when there is none. */
export async function findEntry(tx: TenantTx, id: string): Promise<StoredEntry | undefined> {
  const { rows } = await tx.client.query<StoredEntry>({
    text: `
      select entry.id, entry.body, leaf.tree_index as "treeIndex", actor.account_id as "accountId"
      from audit.entry
      left join audit.leaf on leaf.tenant_id = entry.tenant_id and leaf.entry_id = entry.id
      left join audit.actor on actor.tenant_id = entry.tenant_id and actor.ref = entry.body::jsonb -> 'actor' ->> 'ref'
      where entry.tenant_id = $1 and entry.id = $2`,
    values: [tx.tenant, id],
  });
  return rows[0];
}
