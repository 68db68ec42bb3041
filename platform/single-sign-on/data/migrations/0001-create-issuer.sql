-- The OpenID provider of each authority: its keys, one client per instance, and what the provider keeps between two requests. New schema, no locks on existing tables.
create table single_sign_on.issuer (
  tenant_id uuid primary key,
  data_key_id uuid not null,
  created_at timestamptz not null
);
comment on table single_sign_on.issuer is 'Authorities whose provider was used; under the data key lie its signing keys, the secrets of its clients and all that it keeps.';
call kernel.protect_tenant_table('single_sign_on.issuer', 'select, insert');

create table single_sign_on.signing_key (
  tenant_id uuid not null,
  id uuid not null,
  sealed bytea not null,
  signs_from timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on table single_sign_on.signing_key is 'Keys with which an authority''s provider signs: published from their creation, in use from signs_from until the next one is.';
comment on column single_sign_on.signing_key.sealed is 'Private key as JWK, sealed.';
call kernel.protect_tenant_table('single_sign_on.signing_key', 'select, insert, delete');

create table single_sign_on.client (
  tenant_id uuid not null,
  instance_id uuid not null,
  sealed_secret bytea not null,
  callback_path text not null check (callback_path like '/%'),
  logout_path text check (logout_path like '/%'),
  created_at timestamptz not null,
  primary key (tenant_id, instance_id)
);
comment on table single_sign_on.client is 'One client per instance whose app signs people in; its id is the instance''s. Addresses and life of the instance are not kept here, they are asked for.';
call kernel.protect_tenant_table('single_sign_on.client');

create table single_sign_on.artefact (
  tenant_id uuid not null,
  kind text not null,
  id_hash bytea not null,
  sealed bytea not null,
  grant_hash bytea,
  uid_hash bytea,
  platform_session_id uuid,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, kind, id_hash)
);
create index artefact_of_grant on single_sign_on.artefact (tenant_id, grant_hash) where grant_hash is not null;
create index artefact_by_uid on single_sign_on.artefact (tenant_id, uid_hash) where uid_hash is not null;
create index artefact_to_forget on single_sign_on.artefact (expires_at);
comment on table single_sign_on.artefact is 'What the provider keeps between two requests: codes, tokens, grants, its sessions. Ids only as SHA-256, contents sealed.';
comment on column single_sign_on.artefact.platform_session_id is 'For sessions of the provider: the platform''s session inside which alone they are found.';
call kernel.protect_tenant_table('single_sign_on.artefact');

create table single_sign_on.sign_in (
  tenant_id uuid not null,
  sid text not null check (length(sid) <= 100),
  instance_id uuid not null,
  account_id uuid not null,
  platform_session_id uuid not null,
  grant_hash bytea not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, sid)
);
create index sign_in_open on single_sign_on.sign_in (platform_session_id) where ended_at is null;
comment on table single_sign_on.sign_in is 'Who is signed in at which instance, so that it can be told when that ends.';
call kernel.protect_tenant_table('single_sign_on.sign_in');
