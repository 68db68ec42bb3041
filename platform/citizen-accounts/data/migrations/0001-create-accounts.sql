-- Citizens who proved who they are, for one authority each. Locks nothing that exists.
create table citizen_accounts.service_provider (
  tenant_id uuid primary key,
  data_key_id uuid not null,
  certificate text not null,
  sealed_key bytea not null,
  made_at timestamptz not null
);
comment on table citizen_accounts.service_provider is 'The key with which an authority signs its requests to BundID; the certificate is public and stands in its metadata.';
call kernel.protect_tenant_table('citizen_accounts.service_provider', 'select, insert');

create table citizen_accounts.account (
  tenant_id uuid not null,
  id uuid not null,
  subject_hash bytea not null check (octet_length(subject_hash) = 32),
  data_key_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, subject_hash)
);
comment on table citizen_accounts.account is 'A person as one authority knows them. What the last proof told lies sealed; deleting the account destroys its key.';
comment on column citizen_accounts.account.subject_hash is 'Keyed hash of the pseudonym (bPK2) under the authority''s key, which is not in the database.';
call kernel.protect_tenant_table('citizen_accounts.account');

create table citizen_accounts.session (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  level text not null check (level in ('basic', 'substantial', 'high')),
  source text not null check (source in ('bundid', 'wallet')),
  token_hash bytea not null check (octet_length(token_hash) = 32),
  previous_hash bytea check (octet_length(previous_hash) = 32),
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash)
);
create index session_by_previous on citizen_accounts.session (tenant_id, previous_hash);
create index session_by_account on citizen_accounts.session (tenant_id, account_id);
comment on table citizen_accounts.session is 'Sessions of citizens; tokens lie only as hashes. Staff sessions are another table, another cookie and another room.';
comment on column citizen_accounts.session.previous_hash is 'The token before the last change: taken for a minute, and the end of the session afterwards.';
call kernel.protect_tenant_table('citizen_accounts.session');

create table citizen_accounts.sign_in (
  tenant_id uuid not null,
  id text not null check (id ~ '^_[0-9a-f]{32}$'),
  level text not null check (level in ('basic', 'substantial', 'high')),
  service_id text,
  attributes text[] not null,
  next_page text not null,
  browser_hash bytea not null check (octet_length(browser_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  account_id uuid,
  proven_level text check (proven_level in ('basic', 'substantial', 'high')),
  ticket_hash bytea check (octet_length(ticket_hash) = 32),
  ticket_expires_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index sign_in_by_expiry on citizen_accounts.sign_in (expires_at);
comment on table citizen_accounts.sign_in is 'Requests to BundID that wait for their answer. Used once, by the first answer that passed every check.';
comment on column citizen_accounts.sign_in.browser_hash is 'Hash of the mark in the browser that began: only it gets the session.';
call kernel.protect_tenant_table('citizen_accounts.sign_in');

create table citizen_accounts.data_use (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  sealed bytea not null,
  primary key (tenant_id, id)
);
create index data_use_by_account on citizen_accounts.data_use (tenant_id, account_id, at desc);
comment on table citizen_accounts.data_use is 'Where and when data of an account were used, for its owner; sealed under the key of the account.';
call kernel.protect_tenant_table('citizen_accounts.data_use', 'select, insert, delete');
