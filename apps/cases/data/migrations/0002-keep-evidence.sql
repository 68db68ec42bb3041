-- Evidence of cases, and its arrival in the history. The check on the kind of an action is replaced by a wider one.
create table cases.case_evidence (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  file_id uuid,
  sealed bytea not null,
  received_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case_file on delete cascade
);
create index case_evidence_by_case on cases.case_evidence (tenant_id, case_id, received_at, id);
comment on table cases.case_evidence is 'Documents that came with a case or after it. What they prove, their names and what a look into them said lie sealed under the key of the case.';
comment on column cases.case_evidence.file_id is 'The sealed file in files.file of the same authority, under the key of the case; none while it is being checked and for what comes another way.';
call kernel.protect_tenant_table('cases.case_evidence');

alter table cases.case_action drop constraint case_action_kind_check;
alter table cases.case_action add constraint case_action_kind_check check (kind in ('opened', 'assigned', 'released', 'decided', 'posted', 'closed', 'evidence'));
