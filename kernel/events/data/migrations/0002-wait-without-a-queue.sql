-- Events that find an earlier one of their aggregate before them wait here and not in a queue of jobs: each fetch of a job locks every queue. Locks nothing that exists.
create table events.waiting (
  tenant_id uuid not null,
  aggregate uuid not null,
  event_id uuid not null,
  primary key (tenant_id, aggregate, event_id)
);
comment on table events.waiting is 'Events that are told again as soon as an earlier one of their aggregate is done.';
call kernel.protect_tenant_table('events.waiting', 'select, insert, delete');

-- Receipts are asked for by their event. Locks receipts for as long as the index is made.
alter table events.receipt drop constraint receipt_pkey;
alter table events.receipt add primary key (tenant_id, event_id, subscriber);
