-- Search by name, filters by flag and age, figures for heads of office, and work on many cases at once. The indexes are built on the table as it is: on a million cases that takes seconds, in which nobody can write to it.
create table cases.case_word (
  tenant_id uuid not null,
  word text collate "C" not null,
  received_at timestamptz not null,
  case_id uuid not null,
  primary key (tenant_id, word, received_at, case_id),
  foreign key (tenant_id, case_id) references cases.case_file on delete cascade
);
create index case_word_by_case on cases.case_word (tenant_id, case_id);
comment on table cases.case_word is 'Words of the readable name, folded, one row each: a range of a B-tree finds them by their start with operators that PostgreSQL calls leakproof, so that row-level security does not keep it from the index.';
-- Every case before this migration, folded as domain/search-words.ts does. Forced row-level security would want one authority of the owner; it is back within this transaction.
alter table cases.case_file no force row level security;
insert into cases.case_word (tenant_id, word, received_at, case_id)
select distinct tenant_id, word, received_at, id
from cases.case_file cross join lateral regexp_split_to_table(
  regexp_replace(normalize(replace(replace(replace(replace(lower(normalize(applicant_name, NFC)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'), NFD), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+'
) as word
where applicant_name is not null and word <> '';
alter table cases.case_file force row level security;
call kernel.protect_tenant_table('cases.case_word');

alter table cases.case_file add column complete_on_arrival boolean;
comment on column cases.case_file.complete_on_arrival is 'Whether nothing was missing when it arrived; empty for cases from before it was kept.';

create index case_file_by_service_openness on cases.case_file (tenant_id, service, is_open, received_at desc, id desc);
create index case_file_flag_evidence_missing on cases.case_file (tenant_id, received_at desc, id desc) where 'evidence-missing' = any(flags);
create index case_file_flag_deemed_approval on cases.case_file (tenant_id, received_at desc, id desc) where 'deemed-approval' = any(flags);
create index case_file_flag_objection on cases.case_file (tenant_id, received_at desc, id desc) where 'objection' = any(flags);
create index case_file_flag_objection_late on cases.case_file (tenant_id, received_at desc, id desc) where 'objection-late' = any(flags);

create table cases.bulk_run (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('assign', 'decide')),
  state text not null check (state in ('waiting', 'running', 'done', 'refused')),
  assign_to uuid,
  assign_name text,
  decision text,
  started_by uuid not null,
  started_name text not null,
  started_at timestamptz not null,
  confirmed_by uuid,
  confirmed_name text,
  confirmed_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  check (confirmed_by is null or confirmed_by <> started_by)
);
create index bulk_run_by_time on cases.bulk_run (tenant_id, started_at desc, id desc);
comment on table cases.bulk_run is 'Work on many cases at once: who asked for it and how it stands. The form makes the id, so that sending it twice is one run.';
comment on column cases.bulk_run.state is 'waiting: a second person has to confirm; refused: the second person did not.';
call kernel.protect_tenant_table('cases.bulk_run');

create table cases.bulk_item (
  tenant_id uuid not null,
  run_id uuid not null,
  case_id uuid not null,
  position integer not null,
  reference text not null,
  service text not null,
  version integer not null,
  outcome text not null default 'open' check (outcome in ('open', 'done', 'unchanged')),
  reason text,
  primary key (tenant_id, run_id, case_id),
  foreign key (tenant_id, run_id) references cases.bulk_run on delete cascade,
  check ((outcome = 'unchanged') = (reason is not null))
);
create index bulk_item_by_case on cases.bulk_item (tenant_id, case_id);
comment on table cases.bulk_item is 'The cases of a run with the version that the person saw, and what became of each. Written in the transaction that changes the case.';
comment on column cases.bulk_item.reason is 'Why nothing was changed, in German words for the person who asked.';
call kernel.protect_tenant_table('cases.bulk_item');
