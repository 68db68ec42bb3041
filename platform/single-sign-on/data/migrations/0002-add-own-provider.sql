-- The identity provider that an authority brings. New tables only.
create table single_sign_on.own_provider (
  tenant_id uuid primary key,
  issuer text not null check (length(issuer) <= 500),
  client_id text not null check (length(client_id) between 1 and 300),
  sealed_secret bytea not null,
  groups_claim text not null check (length(groups_claim) between 1 and 100),
  mapping jsonb not null,
  is_open boolean not null,
  changed_at timestamptz not null,
  changed_by uuid not null
);
comment on table single_sign_on.own_provider is 'OpenID provider of an authority, at which its people sign in to the platform.';
comment on column single_sign_on.own_provider.mapping is 'Which group gives which role: [{"group": "…", "role": "caseworker"}].';
comment on column single_sign_on.own_provider.is_open is 'Whether people may sign in by it, or it is only being tried.';
call kernel.protect_tenant_table('single_sign_on.own_provider');

create table single_sign_on.linked_account (
  tenant_id uuid not null,
  issuer text not null,
  subject_hash bytea not null,
  account_id uuid not null,
  linked_at timestamptz not null,
  primary key (tenant_id, issuer, subject_hash)
);
comment on table single_sign_on.linked_account is 'Whose account a subject of an authority''s own provider is.';
comment on column single_sign_on.linked_account.subject_hash is 'SHA-256 of the subject.';
call kernel.protect_tenant_table('single_sign_on.linked_account', 'select, insert');
