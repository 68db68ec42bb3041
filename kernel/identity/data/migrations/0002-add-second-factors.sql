-- Second factors of staff, and how a session was begun. New columns have constant defaults: identity.session is locked for an instant.
alter table identity.session
  add column methods text[] not null default '{password}',
  add column confirmed_at timestamptz;
comment on column identity.session.methods is 'What was shown when it began: password, passkey, time-code, recovery-code.';
comment on column identity.session.confirmed_at is 'When the person last showed again who they are; empty when only at the beginning.';

create table identity.passkey (
  id uuid primary key,
  account_id uuid not null references identity.account on delete cascade,
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_by_account on identity.passkey (account_id);
comment on table identity.passkey is 'Passkeys (WebAuthn) of staff: public keys only.';
comment on column identity.passkey.counter is 'Signature counter of the authenticator; 0 for those that do not count. Going back is refused.';
call kernel.open_reference_table('identity.passkey');

create table identity.time_code (
  account_id uuid primary key references identity.account on delete cascade,
  data_key_id uuid not null,
  sealed_secret bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
comment on table identity.time_code is 'Secret of the app that makes codes (RFC 6238), sealed under a data key of the platform''s own tenant.';
comment on column identity.time_code.confirmed_at is 'Set by the first right code; until then it is no factor.';
comment on column identity.time_code.last_step is 'The time step of the code that was used last: no code works twice.';
call kernel.open_reference_table('identity.time_code');

create table identity.recovery_code (
  account_id uuid not null references identity.account on delete cascade,
  code_hash bytea not null check (length(code_hash) = 32),
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
comment on table identity.recovery_code is 'Codes for a lost second factor, each for one use; only hashes.';
call kernel.open_reference_table('identity.recovery_code');

create table identity.pending_sign_in (
  token_hash bytea primary key check (length(token_hash) = 32),
  account_id uuid not null references identity.account on delete cascade,
  expires_at timestamptz not null
);
create index pending_sign_in_by_account on identity.pending_sign_in (account_id);
comment on table identity.pending_sign_in is 'Sign-ins whose password was right and whose second factor is still to come. Opens nothing.';
call kernel.open_reference_table('identity.pending_sign_in');

create table identity.spent_challenge (
  challenge_hash bytea primary key check (length(challenge_hash) = 32),
  expires_at timestamptz not null
);
comment on table identity.spent_challenge is 'Challenges that a passkey has answered: none is taken twice. Rows go when the challenge would be too old anyway.';
call kernel.open_reference_table('identity.spent_challenge');
