-- Service packages for all, and what each authority offers with its own values. Locks nothing that exists.
create table online_services.service_package (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  service_id text not null,
  version text not null,
  content text not null,
  published_at timestamptz not null
);
create index service_package_by_service on online_services.service_package (service_id, published_at desc);
comment on table online_services.service_package is 'Service packages by the SHA-256 of their canonical JSON; never changed, kept for ever, because applications name them.';
comment on column online_services.service_package.content is 'Canonical JSON (RFC 8785): exactly the bytes that are hashed.';
call kernel.open_reference_table('online_services.service_package', 'select, insert');
grant update (published_at) on online_services.service_package to allmende_app, allmende_platform;
comment on column online_services.service_package.published_at is 'The epoch for versions that only came back with the archive of an authority.';

create table online_services.app_state (
  tenant_id uuid primary key,
  state text not null check (state in ('running', 'suspended')),
  since timestamptz not null
);
comment on table online_services.app_state is 'Whether the authority has ordered and runs the app; without a row it has not.';
call kernel.protect_tenant_table('online_services.app_state');

create table online_services.overlay (
  tenant_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  service_id text not null,
  content text not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (tenant_id, hash)
);
comment on table online_services.overlay is 'Local values of an authority by the SHA-256 of their canonical JSON; never changed, because applications name them.';
comment on column online_services.overlay.saved_by is 'Account; empty for demonstration data.';
call kernel.protect_tenant_table('online_services.overlay');

create table online_services.service (
  tenant_id uuid not null,
  service_id text not null,
  edited_overlay_hash text not null,
  package_hash text references online_services.service_package on delete restrict,
  overlay_hash text,
  activated_at timestamptz,
  activated_by uuid,
  taken_over_from uuid,
  primary key (tenant_id, service_id),
  check ((package_hash is null) = (overlay_hash is null) and (package_hash is null) = (activated_at is null))
);
comment on table online_services.service is 'Services an authority works on. It is offered while it has a package and an overlay.';
comment on column online_services.service.edited_overlay_hash is 'The overlay that the office sees and changes; what citizens get is overlay_hash.';
comment on column online_services.service.taken_over_from is 'The authority whose overlay was the start.';
call kernel.protect_tenant_table('online_services.service');
create index service_by_package on online_services.service (service_id, package_hash);

create table online_services.release (
  tenant_id uuid not null,
  service_id text not null,
  package_hash text not null references online_services.service_package on delete restrict,
  overlay_hash text not null,
  problem text,
  prepared_at timestamptz not null,
  primary key (tenant_id, service_id, package_hash)
);
comment on table online_services.release is 'New versions that were tried with the overlay of each authority before they are switched on for all at once.';
comment on column online_services.release.problem is 'Why this authority keeps its version; empty when the new one fits.';
call kernel.protect_tenant_table('online_services.release');
