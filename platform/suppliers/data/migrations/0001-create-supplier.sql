-- Who supplies, and who wants to. New schema, no locks on existing tables.
create table suppliers.supplier (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 2 and 150),
  seat text not null,
  register text not null,
  website text not null,
  state text not null check (state in ('waiting', 'admitted', 'refused', 'ended')),
  applied_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  data_key_id uuid not null,
  contact bytea not null,
  primary key (tenant_id, id),
  check ((state = 'waiting') = (decided_at is null))
);
comment on table suppliers.supplier is 'Organisations that offer solutions, from their application on; they belong to the platform''s own tenant.';
comment on column suppliers.supplier.register is 'Where it is registered, as stated by itself.';
comment on column suppliers.supplier.contact is 'Sealed SupplierContact of domain/supplier.ts.';
create index supplier_by_state on suppliers.supplier (tenant_id, state, applied_at);

call kernel.protect_tenant_table('suppliers.supplier', 'select, insert, update');
