-- Invitations by link, and lost second factors that two people reset. Locks nothing that exists.
create table identity.invitation (
  id uuid primary key,
  account_id uuid not null references identity.account on delete cascade,
  secret_hash bytea not null check (length(secret_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_by_account on identity.invitation (account_id);
comment on table identity.invitation is 'Links by which an invited person chooses a password: once, and until a day.';
call kernel.open_reference_table('identity.invitation');

create table identity.factor_reset (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  requested_by uuid not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by uuid check (decided_by <> requested_by),
  decided_at timestamptz,
  outcome text check (outcome in ('approved', 'refused')),
  primary key (tenant_id, id),
  check ((decided_at is null) = (outcome is null))
);
create unique index factor_reset_open on identity.factor_reset (tenant_id, account_id) where decided_at is null;
comment on table identity.factor_reset is 'Wishes to take away all second factors of somebody who lost them; a second person decides.';
call kernel.protect_tenant_table('identity.factor_reset', 'select, insert, update');
