-- Who belongs, on which decision, under which statutes and in which contribution class. New schema, no locks on existing tables.
create table membership.member (
  authority uuid primary key,
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  founding boolean not null,
  decision text not null,
  decided_on date not null,
  decision_text text not null,
  decided_by text not null,
  entered_at timestamptz not null
);
comment on table membership.member is 'Authorities that belong to the platform. Belongs to no authority: who is a member is public, and orders rest on it.';
comment on column membership.member.decision is 'Number or name of the decision of admission; a founding member has Gründungsmitglied.';
comment on column membership.member.decided_on is 'Day of the decision; for founding members the day on which it was entered here.';
comment on column membership.member.decided_by is 'Account that entered it, or the part of the platform that did.';

create table membership.statutes (
  version text primary key,
  organisation text not null,
  dated date not null,
  valid_from date not null unique,
  valid_until date check (valid_until >= valid_from),
  label text,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table membership.statutes is 'Versions of the statutes of the association behind the platform. Rows are never changed; a later version stands before an earlier.';

create table membership.contribution_table (
  valid_from date primary key,
  label text,
  source text not null,
  classes jsonb not null,
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table membership.contribution_table is 'Tables that turn inhabitants into contribution classes, in force from a day until the next one. Rows are never changed.';
comment on column membership.contribution_table.classes is 'Array of ContributionClass of domain/contribution.ts; amounts in cents a year.';

create table membership.application (
  tenant_id uuid not null,
  id uuid not null,
  authority uuid not null,
  state text not null check (state in ('waiting', 'admitted', 'refused')),
  received_at timestamptz not null,
  data_key_id uuid not null,
  contact bytea not null,
  decided_on date,
  decided_by uuid,
  reason text,
  primary key (tenant_id, id),
  check ((state = 'waiting') = (decided_on is null))
);
comment on table membership.application is 'Applications for membership; they belong to the platform''s own tenant.';
comment on column membership.application.contact is 'Sealed Contact of domain/membership-application.ts.';
create unique index application_waiting on membership.application (tenant_id, authority) where state = 'waiting';
create index application_received on membership.application (tenant_id, state, received_at);

call kernel.open_reference_table('membership.member', 'select, insert, update');
call kernel.open_reference_table('membership.statutes', 'select, insert');
call kernel.open_reference_table('membership.contribution_table', 'select, insert');
call kernel.protect_tenant_table('membership.application');
