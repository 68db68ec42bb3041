-- Cases, what was done to them, and notices. Locks nothing that exists.
create table cases.app_state (
  tenant_id uuid primary key,
  state text not null check (state in ('running', 'suspended')),
  since timestamptz not null
);
comment on table cases.app_state is 'Whether the authority has ordered and runs the app; without a row it has not.';
call kernel.protect_tenant_table('cases.app_state');

create table cases.case_file (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  reference text collate "C" not null,
  service text collate "C" not null,
  service_name_de text not null,
  service_name_en text not null,
  place_ars text not null,
  place_name text not null,
  state text not null check (state in ('new', 'in-progress', 'waiting', 'decided', 'closed')),
  is_open boolean not null generated always as (state in ('new', 'in-progress', 'waiting')) stored,
  flags text[] not null default '{}',
  applicant_name text,
  received_at timestamptz not null,
  due_on date,
  assigned_to uuid,
  assigned_name text,
  decided_at timestamptz,
  closed_at timestamptz,
  version integer not null,
  data_key_id uuid not null,
  sealed bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, application_id),
  unique (tenant_id, reference),
  check ((assigned_to is null) = (assigned_name is null))
);
create index case_file_by_time on cases.case_file (tenant_id, received_at desc, id desc);
create index case_file_by_openness on cases.case_file (tenant_id, is_open, received_at desc, id desc);
create index case_file_by_state on cases.case_file (tenant_id, state, received_at desc, id desc);
create index case_file_by_assignee on cases.case_file (tenant_id, assigned_to, is_open, received_at desc, id desc);
create index case_file_by_service on cases.case_file (tenant_id, service, received_at desc, id desc);
comment on table cases.case_file is 'Files that caseworkers work on. Readable are reference, service, state and days; what the applicant wrote lies sealed under the key of the case.';
comment on column cases.case_file.application_id is 'The submission it came from: the same submission is never two cases.';
comment on column cases.case_file.applicant_name is 'Only where the service package lets the name be stored readable.';
comment on column cases.case_file.due_on is 'Day until which the law wants a decision, where somebody has entered it.';
comment on column cases.case_file.assigned_name is 'Name of the member of staff when the case was taken on.';
comment on column cases.case_file.sealed is 'The submission as it arrived (ParcelContent of delivery), AES-256-GCM.';
call kernel.protect_tenant_table('cases.case_file');

create table cases.case_action (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('opened', 'assigned', 'released', 'decided', 'posted', 'closed')),
  actor_kind text not null check (actor_kind in ('staff', 'system')),
  actor_id uuid,
  at timestamptz not null,
  sealed bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case_file on delete cascade,
  check ((actor_kind = 'staff') = (actor_id is not null))
);
create index case_action_by_case on cases.case_action (tenant_id, case_id, at, id);
comment on table cases.case_action is 'Everything that was done to a case, append-only; details lie sealed under the key of the case.';
call kernel.protect_tenant_table('cases.case_action', 'select, insert, delete');

create table cases.notice (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  decision text not null,
  due_on date,
  issued_at timestamptz not null,
  issued_by uuid not null,
  sealed bytea not null,
  pdf_file_id uuid,
  service jsonb not null,
  posted_on date,
  primary key (tenant_id, id),
  unique (tenant_id, case_id),
  foreign key (tenant_id, case_id) references cases.case_file on delete cascade
);
comment on table cases.notice is 'Decisions sent to applicants. Text and amounts lie sealed; the PDF lies in the object store under the same key.';
comment on column cases.notice.due_on is 'Day on which the first payment is due.';
comment on column cases.notice.service is 'How the notice is served and on what ground: by post, as long as no electronic route that counts in law is connected.';
comment on column cases.notice.posted_on is 'Day on which a person gave the letter to the post.';
call kernel.protect_tenant_table('cases.notice');

create table cases.deleted_case (
  tenant_id uuid not null,
  application_id uuid not null,
  case_id uuid not null,
  deleted_at timestamptz not null,
  primary key (tenant_id, application_id)
);
comment on table cases.deleted_case is 'Ids of deleted cases, so that a submission that arrives once more is not opened again. Nothing else is kept.';
call kernel.protect_tenant_table('cases.deleted_case');
