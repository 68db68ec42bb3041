-- Who has which role in which authority. Locks nothing that exists.
create table access.role_grant (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  role text not null,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  granted_by uuid,
  granted_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index role_grant_by_account on access.role_grant (tenant_id, account_id);
comment on table access.role_grant is 'Roles of accounts in an authority, from day to day (both inclusive); ended, never deleted.';
comment on column access.role_grant.granted_by is 'Account of the person who gave the role; empty for the first set-up.';
call kernel.protect_tenant_table('access.role_grant');

-- The session needs all roles of one account at once, before it knows the authority: this function returns those of one account and nothing else.
create function access.grants_of_account(account uuid, today date) returns table (tenant_id uuid, role text)
language sql stable security definer set search_path = '' as $$
  select role_grant.tenant_id, role_grant.role from access.role_grant
  where role_grant.account_id = account and role_grant.valid_from <= today and (role_grant.valid_until is null or role_grant.valid_until >= today)
$$;
revoke all on function access.grants_of_account(uuid, date) from public;
grant execute on function access.grants_of_account(uuid, date) to allmende_app, allmende_platform;
create index role_grant_account on access.role_grant (account_id);
-- The function runs as the owner, whose own policy asks for a tenant; this one lets the owner read grants.
create policy grants_of_account on access.role_grant for select to current_user using (true);
