-- Solutions of suppliers on their way into the store, their evidence, and known vulnerabilities. New schema, no locks on existing tables.
create table vetting.solution (
  tenant_id uuid not null,
  id uuid not null,
  supplier uuid not null,
  name text not null,
  identity text,
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'published')),
  listing text not null check (listing in ('unlisted', 'listed', 'deprecated', 'withdrawn')),
  revision integer not null check (revision >= 1),
  published_revision integer check (published_revision <= revision),
  approved_revision integer check (approved_revision <= revision),
  approved_by text,
  slug text,
  reason text,
  data_key_id uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  check ((listing = 'unlisted') = (slug is null)),
  check ((listing = 'unlisted') = (published_revision is null)),
  check (state <> 'approved' or approved_revision = revision)
);
comment on table vetting.solution is 'Solutions that suppliers bring through the vetting; they belong to the platform''s own tenant.';
comment on column vetting.solution.supplier is 'Id of suppliers.supplier.';
comment on column vetting.solution.identity is 'Repository without its ways of writing.';
comment on column vetting.solution.slug is 'Address in the store.';
create index solution_by_supplier on vetting.solution (tenant_id, supplier, changed_at);
create index solution_by_state on vetting.solution (tenant_id, state, changed_at);
create unique index solution_identity on vetting.solution (tenant_id, identity) where listing <> 'withdrawn';
create index solution_by_slug on vetting.solution (tenant_id, slug);

create table vetting.revision (
  tenant_id uuid not null,
  solution_id uuid not null,
  number integer not null,
  hash text not null check (length(hash) = 64),
  content bytea not null,
  version text,
  released_on date,
  handed_in_at timestamptz not null,
  published_on date,
  primary key (tenant_id, solution_id, number),
  foreign key (tenant_id, solution_id) references vetting.solution (tenant_id, id)
);
comment on table vetting.revision is 'The publiccode.yml files that a supplier handed in for a solution.';
comment on column vetting.revision.content is 'The file as handed in, sealed: it may name contact persons.';

create table vetting.evidence (
  tenant_id uuid not null,
  id uuid not null,
  solution_id uuid not null,
  check_id text not null,
  outcome text not null check (outcome in ('passed', 'failed')),
  findings jsonb not null,
  facts jsonb not null,
  hash text not null check (length(hash) = 64),
  recorded_at timestamptz not null,
  recorded_on date not null,
  expires_on date,
  author text not null check (author in ('supplier', 'operator', 'platform')),
  recorded_by text not null,
  revision integer,
  file_id uuid,
  file_name text,
  primary key (tenant_id, id),
  foreign key (tenant_id, solution_id) references vetting.solution (tenant_id, id)
);
comment on table vetting.evidence is 'What shows whether a check is passed. Rows are never changed; the newest of a check counts.';
comment on column vetting.evidence.hash is 'SHA-256 of what was examined.';
comment on column vetting.evidence.expires_on is 'The first day on which it counts no more.';
comment on column vetting.evidence.recorded_by is 'Account, or the part of the platform.';
create index evidence_of_solution on vetting.evidence (tenant_id, solution_id, check_id, recorded_at);

create table vetting.review (
  tenant_id uuid not null,
  evidence_id uuid not null,
  outcome text not null check (outcome in ('confirmed', 'returned')),
  reason text,
  reviewed_at timestamptz not null,
  reviewed_by text not null,
  primary key (tenant_id, evidence_id),
  foreign key (tenant_id, evidence_id) references vetting.evidence (tenant_id, id)
);
comment on table vetting.review is 'What the operator said about evidence, once.';

create table vetting.message (
  tenant_id uuid not null,
  id uuid not null,
  solution_id uuid not null,
  author text not null check (author in ('supplier', 'operator')),
  written_by text not null,
  written_at timestamptz not null,
  text bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, solution_id) references vetting.solution (tenant_id, id)
);
comment on table vetting.message is 'Questions of the operator and answers of the supplier; the text is sealed.';
create index message_of_solution on vetting.message (tenant_id, solution_id, written_at);

create table vetting.advisory (
  tenant_id uuid not null,
  ecosystem text not null,
  package text not null,
  id text not null,
  modified timestamptz not null,
  advisory jsonb not null,
  primary key (tenant_id, ecosystem, package, id)
);
comment on table vetting.advisory is 'Known vulnerabilities by package, out of imported OSV files; the newest state of each.';

create table vetting.advisory_import (
  tenant_id uuid not null,
  id uuid not null,
  hash text not null check (length(hash) = 64),
  advisories integer not null,
  unreadable integer not null,
  imported_at timestamptz not null,
  imported_on date not null,
  imported_by text not null,
  primary key (tenant_id, id)
);
comment on table vetting.advisory_import is 'Which OSV files were imported when.';

call kernel.protect_tenant_table('vetting.solution', 'select, insert, update');
call kernel.protect_tenant_table('vetting.revision', 'select, insert, update');
call kernel.protect_tenant_table('vetting.evidence', 'select, insert');
call kernel.protect_tenant_table('vetting.review', 'select, insert');
call kernel.protect_tenant_table('vetting.message', 'select, insert');
call kernel.protect_tenant_table('vetting.advisory', 'select, insert, update');
call kernel.protect_tenant_table('vetting.advisory_import', 'select, insert');
