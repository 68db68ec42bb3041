-- A caseworker may be there for one service only. Adding an empty column locks the table for an instant; the function is replaced in the same transaction.
alter table access.role_grant add column service text check (service ~ '^[a-z0-9][a-z0-9._-]{0,99}$');
comment on column access.role_grant.service is 'The only service that the role is for, by the id of its package; empty for all. Only caseworkers are limited.';
alter table access.role_grant add constraint only_caseworkers_are_limited check (service is null or role = 'caseworker');

drop function access.grants_of_account(uuid, date);
create function access.grants_of_account(account uuid, today date) returns table (tenant_id uuid, role text, service text)
language sql stable security definer set search_path = '' as $$
  select role_grant.tenant_id, role_grant.role, role_grant.service from access.role_grant
  where role_grant.account_id = account and role_grant.revoked_at is null
    and role_grant.valid_from <= today and (role_grant.valid_until is null or role_grant.valid_until >= today)
$$;
revoke all on function access.grants_of_account(uuid, date) from public;
grant execute on function access.grants_of_account(uuid, date) to allmende_app, allmende_platform;
