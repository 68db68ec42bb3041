-- The log of each authority: entries that only ever grow, the tree over them, and what may be erased beside them. Locks nothing that exists.
create table audit.entry (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  body text not null,
  primary key (tenant_id, id)
);
create index entry_by_subject on audit.entry (tenant_id, subject_kind, subject_id, id);
comment on table audit.entry is 'What was done, one row per act, written in the act''s own transaction; never changed or deleted.';
comment on column audit.entry.body is 'The entry as canonical JSON (RFC 8785): exactly the bytes that are hashed. The other columns repeat parts of it for searching and are checked against it.';
call kernel.protect_tenant_table('audit.entry', 'select, insert');

create table audit.leaf (
  tenant_id uuid not null,
  tree_index bigint not null check (tree_index >= 0),
  entry_id uuid not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  primary key (tenant_id, tree_index),
  unique (tenant_id, entry_id)
);
comment on table audit.leaf is 'The place of each entry in its authority''s tree, given by the integrator without gaps.';
comment on column audit.leaf.leaf_hash is 'SHA-256 over 0x00 and the entry''s body (RFC 9162 § 2.1.1).';
call kernel.protect_tenant_table('audit.leaf', 'select');
grant insert on audit.leaf to allmende_platform;

create table audit.node (
  tenant_id uuid not null,
  level smallint not null,
  position bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (tenant_id, level, position)
);
comment on table audit.node is 'Roots of complete subtrees of 256, 65536 … leaves, so that proofs need no more than a few hundred rows.';
comment on column audit.node.level is 'The subtree has 2^level leaves; 8, 16, 24 ….';
call kernel.protect_tenant_table('audit.node', 'select');
grant insert on audit.node to allmende_platform;

create table audit.tree_head (
  tenant_id uuid primary key,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  frontier bytea not null,
  updated_at timestamptz not null default now()
);
comment on table audit.tree_head is 'Size and root of each authority''s tree.';
comment on column audit.tree_head.frontier is 'Roots of the complete subtrees at the right edge, largest first, 32 bytes each: all that appending needs.';
call kernel.protect_tenant_table('audit.tree_head', 'select');
grant insert, update on audit.tree_head to allmende_platform;

create table audit.pending (
  entry_id uuid primary key,
  log_id uuid not null
);
comment on table audit.pending is 'Entries that wait for their place in the tree; ids only. The integrator deletes a row in the transaction that gives the place.';
comment on column audit.pending.log_id is 'The authority whose log the entry belongs to.';
call kernel.open_reference_table('audit.pending', 'insert');
grant select, delete on audit.pending to allmende_platform;
alter table audit.pending set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

create function audit.has_pending() returns boolean
language sql stable security definer set search_path = '' as $$ select exists (select from audit.pending) $$;
revoke all on function audit.has_pending() from public;
grant execute on function audit.has_pending() to allmende_app, allmende_platform;
comment on function audit.has_pending() is 'Whether the integrator has work; tells nothing else.';

create table audit.salt (
  tenant_id uuid not null,
  entry_id uuid not null,
  name text not null,
  salt bytea not null check (octet_length(salt) = 32),
  primary key (tenant_id, entry_id, name)
);
comment on table audit.salt is 'Salts of the commitments in entries. Deleting them makes the commitments say nothing; the proofs stay valid.';
call kernel.protect_tenant_table('audit.salt', 'select, insert, delete');

create table audit.actor (
  tenant_id uuid not null,
  account_id uuid not null,
  ref text not null,
  primary key (tenant_id, account_id),
  unique (tenant_id, ref)
);
comment on table audit.actor is 'Which account stands behind the pseudonym in the entries of one authority. Deleting a row makes that person''s entries nameless.';
call kernel.protect_tenant_table('audit.actor', 'select, insert, delete');

create function audit.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit log only grows: % on %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger only_grows before update or delete or truncate on audit.entry for each statement execute function audit.refuse_change();
create trigger only_grows before update or delete or truncate on audit.leaf for each statement execute function audit.refuse_change();
create trigger only_grows before update or delete or truncate on audit.node for each statement execute function audit.refuse_change();
