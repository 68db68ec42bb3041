-- What citizens fill in and send. Locks nothing that exists.
create table online_services.draft (
  tenant_id uuid not null,
  id uuid not null,
  service_id text not null,
  package_hash text not null,
  overlay_hash text not null,
  place_ars text not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  data_key_id uuid not null,
  sealed bytea,
  application_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_on date not null,
  primary key (tenant_id, id),
  check ((sealed is null) = (application_id is not null))
);
create index draft_by_expiry on online_services.draft (expires_on);
comment on table online_services.draft is 'Applications being filled in. Answers lie only sealed under the key of the draft; deleting destroys the key.';
comment on column online_services.draft.expires_on is 'First day on which the draft is deleted (§ 8a Abs. 3 OZG).';
comment on column online_services.draft.application_id is 'The application it became; the answers and the key moved there.';
call kernel.protect_tenant_table('online_services.draft');

create table online_services.application (
  tenant_id uuid not null,
  id uuid not null,
  reference text not null,
  service_id text not null,
  package_hash text not null,
  overlay_hash text not null,
  place_ars text not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  data_key_id uuid not null,
  sealed bytea not null,
  clear_fields jsonb not null,
  complete boolean not null,
  state text not null,
  state_since timestamptz not null,
  submitted_at timestamptz not null,
  receipt_file_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, reference)
);
create index application_by_time on online_services.application (tenant_id, submitted_at desc, id desc);
comment on table online_services.application is 'Applications that were sent. Answers, computed values and completeness lie sealed under the key of the case.';
comment on column online_services.application.clear_fields is 'Answers that the package allows to be stored readable; an empty object for services under tax or social secrecy.';
comment on column online_services.application.state is 'Last state that the specialist system reported.';
call kernel.protect_tenant_table('online_services.application');

create table online_services.application_document (
  tenant_id uuid not null,
  application_id uuid not null,
  file_id uuid not null,
  kind text not null,
  issued_at timestamptz not null,
  primary key (tenant_id, application_id, file_id)
);
comment on table online_services.application_document is 'Documents that the specialist system has issued on an application and the applicant may fetch as a courtesy copy.';
comment on column online_services.application_document.file_id is 'The sealed file in files.file of the same authority.';
call kernel.protect_tenant_table('online_services.application_document');

create table online_services.reference_index (
  reference_hash bytea primary key check (octet_length(reference_hash) = 32),
  authority_id uuid not null,
  application_id uuid not null
);
comment on table online_services.reference_index is 'Which authority holds the application with a reference, so that a citizen needs to know nothing but the reference. Holds only hashes and ids.';
call kernel.open_reference_table('online_services.reference_index', 'select, insert, delete');
