-- Updates, backups, copies, rollouts, drills and proofs of deletion. Adds columns with constants only; the changed constraints are checked over tables with few rows.
alter table operations.instance
  add column plan text,
  add column channel text not null default 'stable' check (channel in ('stable', 'preview', 'by-hand')),
  add column copy_of uuid,
  add column ends_at timestamptz,
  add check ((copy_of is null) = (ends_at is null));
alter table operations.instance drop constraint instance_tenant_id_contract_id_app_key;
create unique index instance_of_contract on operations.instance (tenant_id, contract_id, app) where copy_of is null;
create index copy_of_instance on operations.instance (tenant_id, copy_of) where copy_of is not null;
comment on column operations.instance.channel is 'Which approved versions it gets by itself; by-hand: none.';
comment on column operations.instance.copy_of is 'For a copy made to look something up: the instance whose data it got. A contract has one instance of an app, and copies beside it.';
comment on column operations.instance.ends_at is 'When a copy ends by itself.';

alter table operations.archive drop constraint archive_reason_check;
alter table operations.archive
  add constraint archive_reason_check check (reason in ('exit', 'asked', 'nightly', 'before-update', 'before-restore')),
  add column tree_sha256 text not null default '',
  add column files integer not null default 0,
  add column package_version text,
  add column as_they_lie boolean not null default false,
  add column proven_at timestamptz;
comment on column operations.archive.tree_sha256 is 'One hash over all its files, to compare with what was restored; empty for archives of before.';
comment on column operations.archive.proven_at is 'When it was last read back whole or restored somewhere with equal data.';

create table operations.passage (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  reason text not null check (reason in ('update', 'restore', 'copy')),
  from_version text,
  to_version text not null,
  rollout_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'returned')),
  detail text,
  primary key (tenant_id, id),
  check ((ended_at is null) = (outcome is null))
);
create index passage_by_instance on operations.passage (tenant_id, instance_id, id);
create index passage_by_rollout on operations.passage (rollout_id) where rollout_id is not null;
comment on table operations.passage is 'Every way from one generation to another: updates, returns to a backup, copies. Without an end it is under way.';
call kernel.protect_tenant_table('operations.passage', 'select, insert, update');

create table operations.rollout (
  tenant_id uuid not null,
  id uuid not null,
  app text not null,
  version text not null,
  state text not null check (state in ('running', 'halted', 'done', 'aborted')),
  stages jsonb not null,
  stage integer not null,
  stage_since timestamptz not null,
  pause_minutes integer not null,
  most_failures integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  detail text,
  primary key (tenant_id, id),
  check ((state in ('done', 'aborted')) = (ended_at is not null))
);
create unique index one_rollout_per_app on operations.rollout (tenant_id, app) where ended_at is null;
comment on table operations.rollout is 'A version brought to many authorities in stages. Belongs to the platform.';
call kernel.protect_tenant_table('operations.rollout', 'select, insert, update');

create table operations.rollout_member (
  tenant_id uuid not null,
  rollout_id uuid not null,
  instance_id uuid not null,
  position integer not null,
  state text not null check (state in ('waiting', 'updating', 'done', 'failed', 'skipped')),
  passage_id uuid,
  detail text,
  primary key (tenant_id, rollout_id, instance_id)
);
create index rollout_member_in_order on operations.rollout_member (rollout_id, position);
comment on table operations.rollout_member is 'An instance that a rollout reaches, and its place in the order.';
call kernel.protect_tenant_table('operations.rollout_member', 'select, insert, update');

create table operations.drill (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  app text not null,
  package_version text,
  scratch_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('passed', 'failed')),
  detail text,
  files integer,
  bytes bigint,
  tree_sha256 text,
  recovery_ms integer,
  primary key (tenant_id, id),
  check ((ended_at is null) = (outcome is null))
);
create index drill_by_time on operations.drill (started_at);
create index drill_under_way on operations.drill (scratch_id) where ended_at is null;
comment on table operations.drill is 'Restores of backups into scratch instances, to know that and how fast they work.';
comment on column operations.drill.recovery_ms is 'From the backup at hand to the app that runs with equal data.';
call kernel.protect_tenant_table('operations.drill', 'select, insert, update');

create table operations.deletion (
  tenant_id uuid not null,
  instance_id uuid not null,
  deleted_at timestamptz not null,
  proof jsonb not null,
  sha256 text not null,
  primary key (tenant_id, instance_id)
);
comment on table operations.deletion is 'What was deleted of an instance and when; sha256 of the proof stands in the audit log.';
call kernel.protect_tenant_table('operations.deletion', 'select, insert');

create table operations.runtime_look (
  tenant_id uuid not null,
  runtime text not null,
  looked_at timestamptz not null,
  seen integer not null,
  primary key (tenant_id, runtime)
);
comment on table operations.runtime_look is 'When everything in a runtime was last looked at in one go. Belongs to the platform.';
call kernel.protect_tenant_table('operations.runtime_look', 'select, insert, update');
