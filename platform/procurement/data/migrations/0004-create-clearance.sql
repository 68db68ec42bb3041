-- Versions of apps that an authority has cleared for its own use. One new table; locks nothing.
create table procurement.clearance (
  tenant_id uuid not null,
  id uuid not null,
  app text not null,
  version text not null,
  content jsonb not null,
  cleared_by uuid not null,
  cleared_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on table procurement.clearance is 'Versions of apps that an authority has cleared for its use, each with the check that it rests on (such as § 33 (1) Nr. 1 KommHV-Doppik). Rows are never changed: a new check is a new one.';
comment on column procurement.clearance.content is 'Title of the app, who checked, on which day, where the check lies: see domain/clearance.ts.';
create index on procurement.clearance (tenant_id, app, version, cleared_at);
call kernel.protect_tenant_table('procurement.clearance', 'select, insert');
