-- Documents that prove answers: uploads in quarantine and after it, and what was said about those that come another way. Locks nothing that exists.
create table online_services.evidence (
  tenant_id uuid not null,
  id uuid not null,
  draft_id uuid,
  application_id uuid,
  data_key_id uuid not null,
  state text not null check (state in ('received', 'clean', 'refused', 'later', 'office')),
  file_id uuid,
  size_bytes integer not null default 0 check (size_bytes >= 0),
  sealed bytea not null,
  reading bytea,
  is_late boolean not null default false,
  received_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  check (draft_id is not null or application_id is not null),
  check ((state in ('received', 'clean')) = (file_id is not null))
);
create index evidence_by_draft on online_services.evidence (tenant_id, draft_id);
create index evidence_by_application on online_services.evidence (tenant_id, application_id);
comment on table online_services.evidence is 'Evidence of drafts and applications. What it proves, its name and what was read in it lie only sealed under the key of the case.';
comment on column online_services.evidence.state is 'received: in quarantine, nobody may open it; clean: checked; refused: not taken, the bytes are gone; later, office: no file, the applicant said how it will come.';
comment on column online_services.evidence.file_id is 'The sealed file in files.file of the same authority: first as it came, after the check as it was cleaned.';
comment on column online_services.evidence.sealed is 'Which evidence, which row of a group, name, kind, reason of a refusal.';
comment on column online_services.evidence.reading is 'What was read in the document, sealed; absent until it was read.';
comment on column online_services.evidence.is_late is 'It came after the application was sent.';
call kernel.protect_tenant_table('online_services.evidence');
