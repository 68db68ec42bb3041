-- One key per case, wrapped by the authority's key that lies outside the database. Locks nothing that exists.
create table secrets.data_key (
  tenant_id uuid not null,
  id uuid not null,
  wrapped bytea,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  primary key (tenant_id, id),
  check ((wrapped is null) = (destroyed_at is not null))
);
comment on table secrets.data_key is 'Keys of drafts, cases and files. Destroying one empties `wrapped`: everything it sealed is unreadable from then on, also in later backups.';
call kernel.protect_tenant_table('secrets.data_key', 'select, insert, update');
