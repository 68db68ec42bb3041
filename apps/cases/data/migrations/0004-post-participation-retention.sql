-- Print batches, statements of other offices, text blocks and retention. New columns are empty at first, so no table is rewritten. The list of kinds of actions becomes a shape: the list itself
-- stands in the types of the room, and each new kind no longer locks the history.
alter table cases.case_action drop constraint case_action_kind_check;
alter table cases.case_action add constraint case_action_kind_check check (kind ~ '^[a-z][a-z-]{1,39}$');

create table cases.print_batch (
  tenant_id uuid not null,
  id uuid not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  posted_on date,
  posted_at timestamptz,
  primary key (tenant_id, id)
);
create index print_batch_by_time on cases.print_batch (tenant_id, made_at desc, id desc);
comment on table cases.print_batch is 'Notices that are printed and posted together. The PDF is put together when somebody fetches it and is not stored.';
comment on column cases.print_batch.posted_on is 'Day on which a person gave the letters to the post.';
comment on column cases.print_batch.posted_at is 'When that was entered: on the same day it can be taken back.';
call kernel.protect_tenant_table('cases.print_batch');

alter table cases.notice add column print_batch_id uuid;
comment on column cases.notice.print_batch_id is 'The batch with which it was printed.';
create index notice_by_batch on cases.notice (tenant_id, print_batch_id) where print_batch_id is not null;
create index notice_waiting_for_post on cases.notice (tenant_id, issued_at, id) where posted_on is null;

create table cases.participation (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  office_tenant uuid not null,
  office_name text not null,
  account_id uuid,
  due_on date not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  state text not null check (state in ('asked', 'answered', 'withdrawn')),
  answered_at timestamptz,
  sealed bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case_file on delete cascade
);
create index participation_by_case on cases.participation (tenant_id, case_id, asked_at, id);
comment on table cases.participation is 'Offices that are asked for a statement about a case. The question, the parts that they may see and what they say lie sealed under the key of the case.';
comment on column cases.participation.office_tenant is 'The authority that is asked; the own one for somebody in the same authority.';
comment on column cases.participation.account_id is 'The only person who is asked; null when everybody of the authority who may give statements is.';
call kernel.protect_tenant_table('cases.participation');

create table cases.statement_request (
  tenant_id uuid not null,
  id uuid not null,
  from_tenant uuid not null,
  from_name text not null,
  account_id uuid,
  reference text not null,
  service_name_de text not null,
  service_name_en text not null,
  due_on date not null,
  asked_at timestamptz not null,
  state text not null check (state in ('asked', 'answered', 'withdrawn')),
  primary key (tenant_id, id)
);
create index statement_request_by_state on cases.statement_request (tenant_id, state, due_on, id);
comment on table cases.statement_request is 'What another office asks this authority for. Contents stay with the authority whose case it is; only its own staff opens them, part by part.';
comment on column cases.statement_request.from_tenant is 'The authority whose case it is.';
call kernel.protect_tenant_table('cases.statement_request');

create table cases.text_block (
  tenant_id uuid not null,
  id uuid not null,
  service text collate "C" not null,
  title text not null,
  body text not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by_name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, service, title)
);
comment on table cases.text_block is 'Reasons that an authority uses in its notices, by service. Placeholders in braces become facts of the case.';
call kernel.protect_tenant_table('cases.text_block');

create table cases.retention_rule (
  tenant_id uuid not null,
  service text collate "C" not null,
  count integer not null check (count between 1 and 1200),
  unit text not null check (unit in ('months', 'years')),
  begins text not null check (begins in ('closing', 'year-end')),
  deletion text not null check (deletion in ('automatic', 'one-person', 'two-people')),
  source text not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  primary key (tenant_id, service)
);
comment on table cases.retention_rule is 'How long an authority keeps the closed cases of a service, with where that stands; it goes before what the service package says.';
call kernel.protect_tenant_table('cases.retention_rule');

alter table cases.case_file add column kept_until date, add column deletion_asked_by uuid, add column deletion_asked_name text, add column deletion_asked_at timestamptz;
alter table cases.case_file add constraint case_file_deletion_check check ((deletion_asked_by is null) = (deletion_asked_at is null) and (deletion_asked_by is null) = (deletion_asked_name is null));
comment on column cases.case_file.kept_until is 'Last day on which a closed case is kept; null while it is open, and where no period is known.';
comment on column cases.case_file.deletion_asked_by is 'Who proposed to delete the case, where a second person has to confirm.';
create index case_file_kept_until on cases.case_file (tenant_id, kept_until, id) where kept_until is not null;
