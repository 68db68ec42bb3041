-- Where applications go, how it went, and trials. Widens two checks of delivery.parcel and parcel_event (a scan of each, a short lock) and adds columns without values.
alter table delivery.parcel drop constraint parcel_state_check;
alter table delivery.parcel add constraint parcel_state_check check (state in ('waiting', 'sent', 'delivered', 'failed'));
alter table delivery.parcel add column destination_id uuid;
comment on column delivery.parcel.destination_id is 'The destination that the authority had chosen; null for targets that need none.';
comment on column delivery.parcel.state is 'sent: handed over, and the target has not said yet whether it takes it.';
create index parcel_by_target on delivery.parcel (tenant_id, target, destination_id, created_at desc);
create index parcel_that_failed on delivery.parcel (tenant_id) where state = 'failed';

alter table delivery.parcel_event drop constraint parcel_event_kind_check;
alter table delivery.parcel_event add constraint parcel_event_kind_check check (kind in ('accepted', 'sent', 'delivered', 'failed', 'tried', 'retried', 'redirected', 'refused', 'progressed', 'heard'));
alter table delivery.parcel_event add column verified boolean;
alter table delivery.parcel_event add column signed_by text check (length(signed_by) <= 200);
comment on column delivery.parcel_event.verified is 'Whether the signature of what the target said was right; null where nothing was signed.';
comment on column delivery.parcel_event.signed_by is 'Id of the key that signed.';

create table delivery.vault (
  tenant_id uuid primary key,
  data_key_id uuid not null,
  created_at timestamptz not null
);
comment on table delivery.vault is 'The key under which the settings of an authority''s destinations lie.';
call kernel.protect_tenant_table('delivery.vault');

create table delivery.destination (
  tenant_id uuid not null,
  id uuid not null,
  target text not null check (length(target) between 1 and 60),
  name text not null check (length(name) between 1 and 120),
  address text not null check (length(address) <= 300),
  sealed bytea not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  removed_at timestamptz,
  primary key (tenant_id, id)
);
comment on table delivery.destination is 'Specialist systems that an authority has set up. Settings, secrets among them, lie only sealed.';
comment on column delivery.destination.address is 'Where it goes, for lists: host, mailbox or folder.';
comment on column delivery.destination.removed_at is 'Kept for the parcels that went there; nothing new goes there.';
call kernel.protect_tenant_table('delivery.destination');

create table delivery.route (
  tenant_id uuid not null,
  service text not null,
  target text not null,
  destination_id uuid,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (tenant_id, service)
);
comment on table delivery.route is 'Where the applications of a service go; without a row to what the values of the service say, else to the cases of the platform.';
call kernel.protect_tenant_table('delivery.route');

create table delivery.trial (
  tenant_id uuid not null,
  id uuid not null,
  service text not null,
  target text not null,
  destination_id uuid,
  cause text not null check (cause in ('switching-on', 'nightly', 'person')),
  state text not null check (state in ('running', 'passed', 'handed-over', 'failed')),
  problem text,
  started_at timestamptz not null,
  ended_at timestamptz,
  milliseconds integer check (milliseconds >= 0),
  primary key (tenant_id, id)
);
create index trial_by_service on delivery.trial (tenant_id, service, started_at desc);
comment on table delivery.trial is 'Sample applications that were sent to see whether they arrive. handed-over: the target cannot say whether it arrived.';
call kernel.protect_tenant_table('delivery.trial');

create table delivery.heard (
  tenant_id uuid not null,
  destination_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, destination_id, id)
);
comment on table delivery.heard is 'Messages of specialist systems that were taken, by the ids that these gave them: the same one again changes nothing.';
call kernel.protect_tenant_table('delivery.heard', 'select, insert, delete');
