-- How an application came to where it stands, when it was taken back, and how long decisions take. The new column is empty at first, so the table is not rewritten; the index is built on the table as it is.
create table online_services.application_step (
  tenant_id uuid not null,
  application_id uuid not null,
  state text not null,
  at timestamptz not null,
  primary key (tenant_id, application_id, at, state)
);
comment on table online_services.application_step is 'Each state that the system that works on an application has reported, append-only; applications from before this table have none.';
call kernel.protect_tenant_table('online_services.application_step', 'select, insert, delete');

alter table online_services.application add column withdrawn_at timestamptz;
comment on column online_services.application.withdrawn_at is 'When the applicant took the application back.';

create index application_by_decision on online_services.application (tenant_id, service_id, state_since desc) where state = 'decided' and withdrawn_at is null;
