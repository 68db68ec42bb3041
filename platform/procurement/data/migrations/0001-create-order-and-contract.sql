-- Orders, contracts with their processing agreements and documents. The checks repeat the lawful gate, so that no path around the actions opens it.
-- New schema, no locks on existing tables.
create table procurement.purchase_order (
  tenant_id uuid not null,
  id uuid not null,
  need_id uuid not null,
  state text not null check (state in ('draft', 'submitted', 'approved', 'contracted', 'refused', 'cancelled')),
  version integer not null,
  authors uuid[] not null,
  created_at timestamptz not null,
  taken_over_from uuid,
  submitted_by uuid,
  submitted_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  contract_id uuid,
  content jsonb not null,
  primary key (tenant_id, id),
  constraint never_approved_by_an_author check (approved_by is null or not approved_by = any (authors)),
  constraint approved_with_person_and_proof check (state not in ('approved', 'contracted') or (approved_by is not null and approved_at is not null and content ->> 'proven' is not null)),
  constraint contracted_with_contract check ((state = 'contracted') = (contract_id is not null)),
  constraint contracted_with_signature check (state <> 'contracted' or content -> 'commitment' ->> 'kind' = 'everyday' or content ->> 'declared' is not null)
);
comment on table procurement.purchase_order is 'Orders of an authority, from draft to contract.';
comment on column procurement.purchase_order.authors is 'Accounts that made, changed or handed in the order; none of them decides it.';
comment on column procurement.purchase_order.content is 'Lines with frozen offers and prices, ground and proof, commitment, choice, declaration, closing: see domain/order.ts. Amounts in cents a year.';
create index purchase_order_created on procurement.purchase_order (tenant_id, created_at desc);
create unique index purchase_order_taken_over on procurement.purchase_order (tenant_id, taken_over_from) where state = 'draft' and taken_over_from is not null;

create table procurement.contract_counter (
  tenant_id uuid not null,
  year integer not null,
  last integer not null,
  primary key (tenant_id, year)
);
comment on table procurement.contract_counter is 'Last number of a contract per authority and year; no number is given twice or left out.';

create table procurement.contract (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  order_id uuid not null,
  need_id uuid not null,
  agreement_id uuid not null,
  data_key_id uuid not null,
  approved_by uuid not null,
  approved_at timestamptz not null,
  concluded_at timestamptz not null,
  starts_on date not null,
  ends_on date,
  cents_per_year bigint not null check (cents_per_year >= 0),
  content jsonb not null check (content -> 'ground' ->> 'proof' is not null),
  primary key (tenant_id, id),
  unique (tenant_id, order_id),
  unique (tenant_id, number),
  foreign key (tenant_id, order_id) references procurement.purchase_order on delete restrict
);
comment on table procurement.contract is 'What was agreed; one per order. Never changed but for its end.';
comment on column procurement.contract.content is 'Parties, subject, lines, ground with proof, commitment, declaration: see domain/contract.ts.';
comment on column procurement.contract.data_key_id is 'Key under which its documents lie sealed.';

create table procurement.processing_agreement (
  tenant_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  text_version text not null,
  text_source text not null,
  text_valid_from date not null,
  blocks jsonb not null,
  concluded_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, contract_id),
  foreign key (tenant_id, contract_id) references procurement.contract on delete restrict deferrable initially deferred
);
comment on table procurement.processing_agreement is 'Processing agreement (Art. 28 GDPR) concluded with a contract, with the whole text.';
alter table procurement.contract add constraint contract_with_agreement foreign key (tenant_id, agreement_id) references procurement.processing_agreement on delete restrict deferrable initially deferred;
alter table procurement.purchase_order add constraint order_of_contract foreign key (tenant_id, contract_id) references procurement.contract on delete restrict deferrable initially deferred;

create table procurement.contract_document (
  tenant_id uuid not null,
  contract_id uuid not null,
  kind text not null check (kind in ('contract', 'processing-agreement')),
  file_id uuid not null,
  sha256 text not null,
  size_bytes bigint not null,
  stored_at timestamptz not null,
  primary key (tenant_id, contract_id, kind),
  foreign key (tenant_id, contract_id) references procurement.contract on delete restrict
);
comment on table procurement.contract_document is 'Documents of contracts, one of each kind: the row is the claim to store it.';

create table procurement.agreement_text (
  version text primary key,
  source text not null,
  valid_from date not null unique,
  blocks jsonb not null,
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table procurement.agreement_text is 'Versions of the processing agreement''s text, in force from a day until the next one. Rows are never changed. Belongs to no authority.';

create table procurement.published_contract (
  contract uuid primary key,
  authority uuid not null,
  category text not null,
  offers jsonb not null,
  since date not null,
  until date
);
comment on table procurement.published_contract is 'The part of a contract that members see so that they can take it over: who, which category, offers and services. Written with the contract; no prices, no persons.';
create index published_contract_authority on procurement.published_contract (authority, since);

call kernel.protect_tenant_table('procurement.purchase_order', 'select, insert, update');
call kernel.protect_tenant_table('procurement.contract_counter', 'select, insert, update');
call kernel.protect_tenant_table('procurement.contract', 'select, insert, update');
call kernel.protect_tenant_table('procurement.processing_agreement', 'select, insert');
call kernel.protect_tenant_table('procurement.contract_document', 'select, insert');
call kernel.open_reference_table('procurement.agreement_text', 'select, insert');
call kernel.open_reference_table('procurement.published_contract', 'select, insert, update');
