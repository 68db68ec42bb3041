-- A role can be taken away at once, also on the day it was given. Adding empty columns locks the table for an instant.
alter table access.role_grant add column revoked_at timestamptz, add column revoked_by uuid;
comment on column access.role_grant.revoked_at is 'The role ended at this moment, whatever its days say.';

create or replace function access.grants_of_account(account uuid, today date) returns table (tenant_id uuid, role text)
language sql stable security definer set search_path = '' as $$
  select role_grant.tenant_id, role_grant.role from access.role_grant
  where role_grant.account_id = account and role_grant.revoked_at is null
    and role_grant.valid_from <= today and (role_grant.valid_until is null or role_grant.valid_until >= today)
$$;
