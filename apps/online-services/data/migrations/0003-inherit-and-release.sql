-- Values that a Land or a district sets for the authorities below it, and who releases new versions. Locks service and release for a moment; nothing is rewritten.
create table online_services.parent_overlay (
  id uuid primary key,
  level text not null check (level in ('land', 'district')),
  area_key text not null check (area_key ~ '^\d{2}(\d{3})?$' and length(area_key) = case level when 'land' then 2 else 5 end),
  service_id text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  content text not null,
  published_at timestamptz not null,
  published_by uuid
);
create index parent_overlay_by_area on online_services.parent_overlay (service_id, level, area_key, published_at desc, id desc);
comment on table online_services.parent_overlay is 'Values that a Land (kept by the operator) or a district (kept by its authority) sets for the authorities below; each publishing is a row, the newest of an area applies.';
comment on column online_services.parent_overlay.content is 'Canonical JSON (RFC 8785): exactly the bytes that are hashed.';
comment on column online_services.parent_overlay.published_by is 'Account.';
call kernel.open_reference_table('online_services.parent_overlay', 'select, insert');

alter table online_services.service add column own_overlay_hash text, add column parents text not null default ':', add column land_key text, add column district_key text;
comment on column online_services.service.own_overlay_hash is 'The own values of the authority inside of overlay_hash; empty where nothing was ever inherited.';
comment on column online_services.service.parents is 'Hashes of the values of Land and district inside of overlay_hash, with a colon between them.';
comment on column online_services.service.land_key is 'Where the authority lies, so that all below an area are found; empty until the first preparation looked it up.';
comment on column online_services.service.district_key is 'The district whose values the authority inherits; an empty string for districts themselves and towns in no district.';

alter table online_services.release add column parents text not null default ':', add column candidate_overlay_hash text, add column released_at timestamptz, add column released_by uuid;
comment on column online_services.release.overlay_hash is 'The overlay that citizens had when it was tried; a release for another one no longer counts.';
comment on column online_services.release.candidate_overlay_hash is 'The overlay that was tried and comes with the version; empty when it is the same.';
comment on column online_services.release.released_at is 'When somebody of the authority released it; a standing delegation to the operator needs none.';

create table online_services.release_delegation (
  tenant_id uuid not null,
  service_id text not null,
  granted_at timestamptz not null,
  granted_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (tenant_id, service_id, granted_at),
  check (revoked_at is null or revoked_at >= granted_at)
);
create unique index release_delegation_in_force on online_services.release_delegation (tenant_id, service_id) where revoked_at is null;
comment on table online_services.release_delegation is 'Authorities that let the operator release new versions of a service for them as long as their samples hold; kept when revoked.';
call kernel.protect_tenant_table('online_services.release_delegation', 'select, insert, update, delete');
