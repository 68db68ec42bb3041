-- Presentations of wallets to an authority, and credentials that an authority gives out. New schema, no locks on existing tables.
create table wallet.presentation (
  tenant_id uuid not null,
  id uuid not null,
  purpose text not null check (length(purpose) between 1 and 100),
  state text not null check (state in ('waiting', 'checking', 'answered', 'confirmed', 'used', 'refused')),
  refusal text,
  data_key_id uuid not null,
  sealed_request bytea not null,
  sealed_person bytea,
  browser_sha256 bytea not null check (length(browser_sha256) = 32),
  return_sha256 bytea,
  confirm_sha256 bytea,
  tries_left smallint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  primary key (tenant_id, id)
);
create index presentation_expiring on wallet.presentation (expires_at);
comment on table wallet.presentation is 'One request to a wallet and what came of it. Lives for minutes; the key goes with it.';
comment on column wallet.presentation.sealed_request is 'Nonce, claims asked for and the private key for the answer, under the data key.';
comment on column wallet.presentation.sealed_person is 'The attributes that were shown, under the data key.';
comment on column wallet.presentation.browser_sha256 is 'Hash of the cookie of the browser that asked: nobody else sees the result.';
comment on column wallet.presentation.return_sha256 is 'Hash of the code in the address to which the wallet sends the person back.';
comment on column wallet.presentation.confirm_sha256 is 'Hash of the number that a second device shows.';
call kernel.protect_tenant_table('wallet.presentation', 'select, insert, update, delete');

create table wallet.issuer_key (
  tenant_id uuid not null,
  id uuid not null,
  public_jwk jsonb not null,
  data_key_id uuid not null,
  sealed_private bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (tenant_id, id)
);
create unique index issuer_key_active on wallet.issuer_key (tenant_id) where retired_at is null;
comment on table wallet.issuer_key is 'Keys with which the authority signs credentials. Retired ones stay published, because what they signed stays valid.';
call kernel.protect_tenant_table('wallet.issuer_key', 'select, insert, update');

create table wallet.offer (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (length(type) between 1 and 60),
  about uuid not null,
  data_key_id uuid not null,
  sealed_claims bytea not null,
  code_sha256 bytea not null check (length(code_sha256) = 32),
  pin_sha256 bytea not null check (length(pin_sha256) = 32),
  tries_left smallint not null,
  token_sha256 bytea,
  token_key text,
  token_expires_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  collected_at timestamptz,
  primary key (tenant_id, id)
);
create unique index offer_code on wallet.offer (tenant_id, code_sha256);
create unique index offer_token on wallet.offer (tenant_id, token_sha256) where token_sha256 is not null;
create index offer_expiring on wallet.offer (expires_at);
comment on table wallet.offer is 'A credential that waits to be fetched by a wallet, once.';
comment on column wallet.offer.about is 'The application it comes from.';
comment on column wallet.offer.token_key is 'Thumbprint of the key to which the access token is bound (DPoP).';
call kernel.protect_tenant_table('wallet.offer', 'select, insert, update, delete');

create table wallet.credential (
  tenant_id uuid not null,
  id uuid not null,
  type text not null,
  about uuid not null,
  number text not null check (length(number) between 1 and 60),
  status_list integer not null,
  status_index integer not null check (status_index between 0 and 65535),
  status text not null check (status in ('valid', 'suspended', 'revoked')),
  status_reason text,
  status_since timestamptz not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index credential_place on wallet.credential (tenant_id, status_list, status_index);
create index credential_about on wallet.credential (tenant_id, about);
create index credential_number on wallet.credential (tenant_id, type, number);
comment on table wallet.credential is 'That a credential was given out and whether it still counts. What it says lies only with its holder.';
comment on column wallet.credential.number is 'What is printed on it; the reference of the application.';
comment on column wallet.credential.status_index is 'Its place in the published list, chosen at random so that neighbours say nothing.';
call kernel.protect_tenant_table('wallet.credential', 'select, insert, update');

create table wallet.spent (
  tenant_id uuid not null,
  kind text not null check (kind in ('nonce', 'proof')),
  sha256 bytea not null check (length(sha256) = 32),
  spent boolean not null,
  expires_at timestamptz not null,
  primary key (tenant_id, kind, sha256)
);
create index spent_expiring on wallet.spent (expires_at);
comment on table wallet.spent is 'Nonces that were given out, and identifiers of proofs that were seen: each is good once.';
call kernel.protect_tenant_table('wallet.spent', 'select, insert, update, delete');
