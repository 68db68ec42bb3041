-- What lies in the object store, sealed. Locks nothing that exists.
create table files.file (
  tenant_id uuid not null,
  id uuid not null,
  data_key_id uuid not null,
  content_type text not null,
  name text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index file_by_data_key on files.file (tenant_id, data_key_id);
comment on table files.file is 'Sealed files; the bytes lie in the object store under tenant and id, readable only with the data key.';
comment on column files.file.name is 'The name a person downloads it under; given by the platform, never personal.';
comment on column files.file.size_bytes is 'Size before sealing.';
call kernel.protect_tenant_table('files.file', 'select, insert, delete');
