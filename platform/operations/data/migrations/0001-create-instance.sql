-- Instances of ordered apps: wanted state, observed state, the steps between, and the archives given back. Locks nothing that exists.
create table operations.instance (
  tenant_id uuid not null,
  id uuid not null,
  app text not null,
  title text not null,
  contract_id uuid not null,
  agreement_id uuid not null,
  runtime text not null,
  parameters jsonb not null,
  wanted text not null check (wanted in ('running', 'suspended', 'removed')),
  observed text not null check (observed in ('absent', 'starting', 'running', 'suspended', 'failing', 'removed')),
  observed_since timestamptz not null,
  last_observed_at timestamptz,
  detail text,
  address text,
  approved_at timestamptz not null,
  requested_at timestamptz not null,
  running_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('by-choice', 'contract-ended')),
  delete_after timestamptz,
  data_returned_at timestamptz,
  archive_wanted_at timestamptz,
  removing_since timestamptz,
  deleted_at timestamptz,
  failures integer not null default 0,
  next_look_at timestamptz not null,
  data_key_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, contract_id, app),
  check ((wanted = 'removed') = (ended_at is not null and delete_after is not null and end_reason is not null)),
  check (removing_since is null or (wanted = 'removed' and data_returned_at is not null)),
  check (deleted_at is null or removing_since is not null)
);
create index instance_to_look_at on operations.instance (next_look_at) where deleted_at is null;
comment on table operations.instance is 'One ordered app of one authority: what is wanted of it and what was last seen of it.';
comment on column operations.instance.agreement_id is 'Processing agreement (Art. 28 GDPR); without one there is no instance.';
comment on column operations.instance.running_at is 'When it was first seen running; the clock from approval ends here.';
comment on column operations.instance.delete_after is 'Data are not deleted before; set when it ends.';
comment on column operations.instance.next_look_at is 'When the reconciler looks again: soon after a failure, later when all is well.';
comment on column operations.instance.removing_since is 'Deletion has begun; from then on there is no way back.';
comment on column operations.instance.data_key_id is 'Key from which the secrets of the instance are derived; destroyed with it.';
call kernel.protect_tenant_table('operations.instance', 'select, insert, update');

create table operations.step (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  step text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'interrupted')),
  detail text,
  primary key (tenant_id, id),
  check ((ended_at is null) = (outcome is null))
);
create index step_by_instance on operations.step (tenant_id, instance_id, id);
comment on table operations.step is 'What the reconciler did for an instance, with times. A step without an end runs, or its process was killed.';
call kernel.protect_tenant_table('operations.step', 'select, insert, update');

create table operations.archive (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  reason text not null check (reason in ('exit', 'asked')),
  file_id uuid not null,
  data_key_id uuid not null,
  size_bytes bigint not null,
  sha256 text not null,
  made_at timestamptz not null,
  keep_until timestamptz,
  fetched_at timestamptz,
  erased_at timestamptz,
  primary key (tenant_id, id)
);
create index archive_by_instance on operations.archive (tenant_id, instance_id, id);
comment on table operations.archive is 'Archives of all data of an instance, sealed under a key of their own.';
comment on column operations.archive.keep_until is 'Then the archive is erased; null as long as the instance lives.';
comment on column operations.archive.fetched_at is 'When somebody of the authority first fetched it.';
call kernel.protect_tenant_table('operations.archive', 'select, insert, update');
