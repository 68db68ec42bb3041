-- Other marketplaces that order for an authority, and what they ordered. New schema, no locks on existing tables.
create table broker.credential (
  tenant_id uuid not null,
  id uuid not null,
  marketplace text not null check (length(marketplace) between 1 and 100),
  name text not null check (length(name) between 1 and 100),
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  responsible uuid not null,
  everyday_up_to_cents bigint not null check (everyday_up_to_cents >= 0),
  basis text not null,
  reason text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (tenant_id, id)
);
comment on table broker.credential is 'With what a marketplace signs in. The secret has 256 random bits and is shown once; only its hash is kept.';
comment on column broker.credential.marketplace is 'The name without case and double spaces: credentials of the same marketplace see the same orders.';
comment on column broker.credential.responsible is 'Account of the digital officer in whose name the marketplace orders, with the roles that person has on the day.';
comment on column broker.credential.everyday_up_to_cents is 'Orders up to this price a year are everyday business by the officer''s judgement; dearer ones need a signed declaration.';

create table broker.service_instance (
  tenant_id uuid not null,
  id uuid not null,
  marketplace text not null,
  instance_id text not null check (length(instance_id) between 1 and 100),
  credential_id uuid not null,
  app text not null,
  service_id text not null,
  plan_id text not null,
  organization text not null,
  space text not null,
  parameters jsonb not null,
  need_id uuid not null,
  order_id uuid not null,
  created_at timestamptz not null,
  held_by uuid,
  held_until timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, credential_id) references broker.credential on delete restrict
);
create unique index service_instance_living on broker.service_instance (tenant_id, marketplace, instance_id) where ended_at is null;
create index service_instance_named on broker.service_instance (tenant_id, marketplace, instance_id, created_at desc);
comment on table broker.service_instance is 'What a marketplace ordered, by its own name for it. How it stands is asked of order and instance, never kept here.';
comment on column broker.service_instance.order_id is 'Chosen before the order exists, so that a repeat after a crash makes the same one.';
comment on column broker.service_instance.held_by is 'The request that works on it, until held_until; a killed one lets go by itself.';

create table broker.operation (
  tenant_id uuid not null,
  id uuid not null,
  service_instance_id uuid not null,
  kind text not null check (kind in ('provision', 'update', 'deprovision')),
  version text,
  asked_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, service_instance_id) references broker.service_instance on delete restrict
);
create index operation_of_instance on broker.operation (tenant_id, service_instance_id, asked_at desc);
create unique index operation_once on broker.operation (tenant_id, service_instance_id, kind) where kind <> 'update';
comment on table broker.operation is 'What a marketplace asks about until it is done.';
comment on column broker.operation.version is 'The version that an update leads to.';

create table broker.binding (
  tenant_id uuid not null,
  id uuid not null,
  service_instance_id uuid not null,
  binding_id text not null check (length(binding_id) between 1 and 100),
  bound_to jsonb not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, service_instance_id) references broker.service_instance on delete restrict
);
create unique index binding_living on broker.binding (tenant_id, service_instance_id, binding_id) where ended_at is null;
comment on table broker.binding is 'To whom a marketplace gave the address of an instance. Holds no secrets: people sign in at the gateway.';

call kernel.protect_tenant_table('broker.credential', 'select, insert, update');
call kernel.protect_tenant_table('broker.service_instance', 'select, insert, update');
call kernel.protect_tenant_table('broker.operation', 'select, insert');
call kernel.protect_tenant_table('broker.binding', 'select, insert, update');
