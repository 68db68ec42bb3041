-- Remembers where the bytes of an archive lie while it is being written, so that those of a killed worker are found. Locks nothing that exists.
create table operations.archive_draft (
  tenant_id uuid not null,
  file_id uuid not null,
  instance_id uuid not null,
  begun_at timestamptz not null,
  primary key (tenant_id, file_id)
);
create index archive_draft_by_instance on operations.archive_draft (tenant_id, instance_id);
comment on table operations.archive_draft is 'Bytes in the object store that are not an archive yet. Their key is in the memory of whoever writes them: after a kill nobody can read them, and they are taken away.';
call kernel.protect_tenant_table('operations.archive_draft', 'select, insert, delete');
