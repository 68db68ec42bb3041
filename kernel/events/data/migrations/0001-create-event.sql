-- The outbox of the rooms: what happened, and which subscriber has seen it. Locks nothing that exists.
create table events.event (
  tenant_id uuid not null,
  id uuid not null,
  type text not null,
  aggregate uuid not null,
  payload jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
create index event_by_aggregate on events.event (tenant_id, aggregate, id);
comment on table events.event is 'Events between rooms, written in the transaction of the act; ids only.';
call kernel.protect_tenant_table('events.event', 'select, insert');

create table events.receipt (
  tenant_id uuid not null,
  subscriber text not null,
  event_id uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, subscriber, event_id)
);
comment on table events.receipt is 'Which subscriber is done with which event.';
call kernel.protect_tenant_table('events.receipt', 'select, insert');
