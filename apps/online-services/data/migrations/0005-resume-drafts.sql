-- A draft has a reference of its own, so that a person can go on with it elsewhere. Locks the drafts for a moment to add an empty column.
alter table online_services.draft add column reference text;
comment on column online_services.draft.reference is 'What a person types to come back, together with the secret; null for drafts that are older than this.';

create table online_services.draft_index (
  reference_hash bytea primary key check (octet_length(reference_hash) = 32),
  authority_id uuid not null,
  draft_id uuid not null
);
create index draft_index_by_draft on online_services.draft_index (authority_id, draft_id);
comment on table online_services.draft_index is 'Which authority holds the draft with a reference. Holds only hashes and ids.';
call kernel.open_reference_table('online_services.draft_index', 'select, insert, delete');
