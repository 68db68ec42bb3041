-- Applications on their way to the system that works on them. Locks nothing that exists.
create table delivery.parcel (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  service text not null,
  target text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0 check (attempts >= 0),
  problem text,
  created_at timestamptz not null,
  delivered_at timestamptz,
  receipt text,
  primary key (tenant_id, id),
  unique (tenant_id, application_id),
  check ((state = 'delivered') = (delivered_at is not null))
);
create index parcel_by_state on delivery.parcel (tenant_id, state, created_at desc, id desc);
create index parcel_by_time on delivery.parcel (tenant_id, created_at desc, id desc);
comment on table delivery.parcel is 'The outbox of applications, one row each, without content: what is delivered is read from the application when it goes.';
comment on column delivery.parcel.attempts is 'Tries since it was last told to go.';
comment on column delivery.parcel.problem is 'Code of the last failure; never its message, which could quote an answer.';
comment on column delivery.parcel.receipt is 'The id under which the target keeps it.';
call kernel.protect_tenant_table('delivery.parcel');

create table delivery.parcel_event (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  kind text not null check (kind in ('accepted', 'delivered', 'failed', 'retried', 'progressed')),
  detail text,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index parcel_event_by_application on delivery.parcel_event (tenant_id, application_id, at, id);
comment on table delivery.parcel_event is 'What happened to a parcel and what its target reported, append-only.';
comment on column delivery.parcel_event.detail is 'State or code; nothing personal.';
call kernel.protect_tenant_table('delivery.parcel_event', 'select, insert, delete');
