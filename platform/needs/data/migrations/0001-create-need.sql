-- What authorities look for, and the part of it that all members may see. New schema, no locks on existing tables.
create table needs.need (
  tenant_id uuid not null,
  id uuid not null,
  title text not null,
  details text not null,
  category text not null,
  cases_per_year integer check (cases_per_year >= 0),
  wanted_by date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  state text not null check (state in ('open', 'ordered', 'withdrawn')),
  primary key (tenant_id, id)
);
comment on table needs.need is 'What an authority looks for.';
comment on column needs.need.recorded_by is 'Account, or the part of the platform that recorded it.';
create index need_recorded on needs.need (tenant_id, recorded_at desc);

create table needs.published_need (
  need uuid primary key,
  authority uuid not null,
  category text not null,
  state text not null check (state in ('open', 'ordered')),
  solutions text[] not null
);
comment on table needs.published_need is 'The part of a need that all members see: who, which category, and what was ordered for it. Written with the need; no title, no persons. Belongs to no authority.';
comment on column needs.published_need.solutions is 'Slugs of the store.';
create index published_need_category on needs.published_need (category, state, authority);

call kernel.protect_tenant_table('needs.need', 'select, insert, update');
call kernel.open_reference_table('needs.published_need');
