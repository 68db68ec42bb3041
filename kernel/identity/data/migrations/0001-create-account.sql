-- Accounts of staff and their sessions. They belong to persons and to no authority: roles say where somebody works. Locks nothing that exists.
create table identity.account (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) <= 254),
  name text not null check (length(name) between 1 and 200),
  password_hash text not null,
  password_must_change boolean not null default false,
  password_set_at timestamptz not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
comment on table identity.account is 'People who work for an authority or for the platform. Personal data; never logged.';
comment on column identity.account.email is 'In lower case and NFC.';
comment on column identity.account.password_hash is 'Argon2id in PHC form, with its parameters.';
comment on column identity.account.password_must_change is 'The password was made by somebody else: it opens nothing but the page for a new one, and only for a while after password_set_at.';
call kernel.open_reference_table('identity.account');

create table identity.session (
  id uuid primary key,
  account_id uuid not null references identity.account on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_account on identity.session (account_id) where ended_at is null;
create index session_by_expiry on identity.session (expires_at);
comment on table identity.session is 'Signed-in browsers and programs. Rows go some weeks after the session is over.';
comment on column identity.session.token_hash is 'SHA-256 of the token; the token itself is nowhere.';
comment on column identity.session.last_used_at is 'Written at most once a minute.';
call kernel.open_reference_table('identity.session');

create table identity.sign_in_attempt (
  key bytea primary key,
  failures integer not null,
  last_failed_at timestamptz not null,
  blocked_until timestamptz not null
);
create index sign_in_attempt_by_age on identity.sign_in_attempt (last_failed_at);
comment on table identity.sign_in_attempt is 'Failed sign-ins per account and per address, for growing pauses.';
comment on column identity.sign_in_attempt.key is 'HMAC of the e-mail address or of the network address: neither can be read here, and unknown accounts are counted like known ones.';
call kernel.open_reference_table('identity.sign_in_attempt');
