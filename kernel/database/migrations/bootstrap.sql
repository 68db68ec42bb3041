-- Ground that every room's migrations stand on. Runs at each start and changes nothing when it is there.
create schema if not exists kernel;
revoke create on schema public from public;
grant usage on schema kernel to allmende_app, allmende_platform, allmende_jobs;

create table if not exists kernel.migration (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
);
comment on table kernel.migration is 'Migration files that have run, by room and file name, with the hash of their text.';

create table if not exists kernel.cross_tenant_use (
  reason text not null,
  day date not null,
  times bigint not null,
  primary key (reason, day)
);
comment on table kernel.cross_tenant_use is 'How often the door across authorities was used, per reason and day.';

create or replace function kernel.note_cross_tenant_use(reason text) returns void
language sql security definer set search_path = '' as $$
  insert into kernel.cross_tenant_use as used (reason, day, times)
  values (note_cross_tenant_use.reason, (now() at time zone 'Europe/Berlin')::date, 1)
  on conflict (reason, day) do update set times = used.times + 1;
$$;
revoke all on function kernel.note_cross_tenant_use(text) from public;
grant execute on function kernel.note_cross_tenant_use(text) to allmende_platform;

create or replace function kernel.no_tenant() returns text
language plpgsql stable parallel safe as $$
begin
  raise exception 'this transaction belongs to no authority' using errcode = 'insufficient_privilege', hint = 'use inTenant';
end
$$;
grant execute on function kernel.no_tenant() to public;

-- After a transaction the setting is '' and no longer missing: both must fail, or a forgotten tenant would read as an unreadable uuid.
-- One expression, so that the planner puts it into each policy instead of calling it.
create or replace function kernel.tenant_id() returns uuid
language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('allmende.tenant', true), ''), kernel.no_tenant())::uuid
$$;
grant execute on function kernel.tenant_id() to public;

create or replace procedure kernel.protect_tenant_table(target regclass, verbs text default 'select, insert, update, delete')
language plpgsql as $$
begin
  if not exists (select 1 from pg_attribute where attrelid = target and attname = 'tenant_id' and attnotnull and atttypid = 'uuid'::regtype) then
    raise exception '% has no tenant_id uuid not null', target;
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own_rows on %s to allmende_app using (tenant_id = (select kernel.tenant_id())) with check (tenant_id = (select kernel.tenant_id()))', target);
  execute format('create policy across_authorities on %s to allmende_platform using (true) with check (true)', target);
  execute format('create policy owner_in_tenant on %s to current_user using (tenant_id = (select kernel.tenant_id())) with check (tenant_id = (select kernel.tenant_id()))', target);
  execute format('grant %s on %s to allmende_app, allmende_platform', verbs, target);
end
$$;
comment on procedure kernel.protect_tenant_table is 'Finishes a table of tenant data: row-level security enabled and forced, one policy per role, rights of the running platform.';

create or replace procedure kernel.open_reference_table(target regclass, verbs text default 'select, insert, update, delete')
language plpgsql as $$
begin
  if exists (select 1 from pg_attribute where attrelid = target and attname = 'tenant_id') then
    raise exception '% has a tenant_id: use kernel.protect_tenant_table', target;
  end if;
  execute format('grant %s on %s to allmende_app, allmende_platform', verbs, target);
end
$$;
comment on procedure kernel.open_reference_table is 'Finishes a table that belongs to no authority; the structure test lists these by name.';
