-- Grounds for award beside in-house, the chain of approval, terms with notice, amendments. New tables; the checks on purchase_order and contract read both once.
create table procurement.award_parameter (
  name text not null check (name in ('direct-order-threshold', 'estimate-months', 'framework-longest-months')),
  land text not null check (land ~ '^([0-9]{2})?$'),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  value bigint not null check (value between 1 and 100000000000),
  basis text not null,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (name, land, valid_from),
  check ((name = 'direct-order-threshold') = (land <> ''))
);
comment on table procurement.award_parameter is 'Thresholds and periods of procurement law, dated, each with norm and source, kept by the operator. Rows are never changed; what nobody has entered is unknown.';
comment on column procurement.award_parameter.value is 'Cents for a threshold, months for a period.';
comment on column procurement.award_parameter.land is 'Two digits; empty for what applies everywhere.';

create table procurement.framework_agreement (
  id uuid primary key,
  title text not null,
  contractor text not null,
  contractor_key text not null,
  reference text not null,
  concluded_on date not null,
  valid_from date not null,
  valid_until date not null check (valid_until >= valid_from),
  longer_because text,
  most_cents bigint check (most_cents > 0),
  offers uuid[] not null check (cardinality(offers) between 1 and 200),
  authorities uuid[] not null,
  ocid text,
  source text not null,
  ended_on date,
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table procurement.framework_agreement is 'Framework agreements from which authorities call off (§ 21 VgV), kept by the operator. Belongs to no authority.';
comment on column procurement.framework_agreement.authorities is 'Who may call off; empty for every member.';
comment on column procurement.framework_agreement.most_cents is 'The most that all call-offs together may come to; null where none was announced.';
comment on column procurement.framework_agreement.longer_because is 'The reason in its subject why it lasts longer than the law''s longest term (§ 21 (6) VgV).';

create table procurement.framework_call (
  framework uuid not null references procurement.framework_agreement on delete restrict,
  contract uuid not null,
  value_cents bigint not null check (value_cents >= 0),
  called_on date not null,
  primary key (framework, contract)
);
comment on table procurement.framework_call is 'What was called off from a framework agreement: counted against its most. Written with the contract; says neither who nor what.';

create table procurement.system_award (
  id uuid primary key,
  authority uuid not null,
  system text not null,
  call text not null,
  contractor text not null,
  contractor_key text not null,
  offers uuid[] not null check (cardinality(offers) between 1 and 20),
  cents_per_year bigint not null check (cents_per_year >= 0),
  awarded_on date not null,
  valid_until date not null check (valid_until >= awarded_on),
  record text not null,
  system_ocid text,
  contract uuid unique,
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table procurement.system_award is 'Awards within a dynamic purchasing system (§§ 22 to 24 VgV): the proof that an order rests on. contract is filled in once, by the contract made of it.';
comment on column procurement.system_award.record is 'Where the record of award lies, such as its number or checksum.';

create table procurement.approval_rule (
  tenant_id uuid not null,
  valid_from date not null,
  budget_from_cents bigint check (budget_from_cents >= 0),
  head_from_cents bigint check (head_from_cents >= 0),
  council_from_cents bigint check (council_from_cents >= 0),
  basis text not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (tenant_id, valid_from)
);
comment on table procurement.approval_rule is 'Who has to agree to an order from which amount a year on, by the authority''s own rules. Rows are never changed; null means not asked for.';
call kernel.protect_tenant_table('procurement.approval_rule', 'select, insert');

create table procurement.contract_amendment (
  tenant_id uuid not null,
  contract_id uuid not null,
  number integer not null check (number >= 1),
  state text not null check (state in ('proposed', 'agreed', 'refused')),
  effective_on date not null,
  content jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  primary key (tenant_id, contract_id, number),
  foreign key (tenant_id, contract_id) references procurement.contract on delete restrict,
  constraint amended_by_a_second_person check (decided_by is null or decided_by <> proposed_by),
  constraint decided_with_person check ((state = 'proposed') = (decided_by is null))
);
comment on table procurement.contract_amendment is 'Changes of a contract as amendments, proposed by one person and agreed by another; the contract itself stays as it was.';
comment on column procurement.contract_amendment.content is 'Text, and new term or price a year: see domain/amendment.ts.';
call kernel.protect_tenant_table('procurement.contract_amendment', 'select, insert, update');

create table procurement.contract_reminder (
  tenant_id uuid not null,
  contract_id uuid not null,
  notice_by date not null,
  reminded_at timestamptz not null,
  primary key (tenant_id, contract_id, notice_by),
  foreign key (tenant_id, contract_id) references procurement.contract on delete restrict
);
comment on table procurement.contract_reminder is 'Days of notice that were reminded of, once each.';
call kernel.protect_tenant_table('procurement.contract_reminder', 'select, insert');

call kernel.open_reference_table('procurement.award_parameter', 'select, insert');
call kernel.open_reference_table('procurement.framework_agreement', 'select, insert, update');
call kernel.open_reference_table('procurement.framework_call', 'select, insert');
call kernel.open_reference_table('procurement.system_award', 'select, insert, update');

alter table procurement.contract add column notice jsonb;
comment on column procurement.contract.notice is 'Notice given before the end: who, when, and the last day; null while nobody has.';
alter table procurement.contract_document drop constraint contract_document_kind_check;
alter table procurement.contract_document add constraint contract_document_kind_check check (kind ~ '^(contract|processing-agreement|amendment-[1-9][0-9]{0,2})$');

-- The gate again, for what came: each ground holds on the day of its proof, and every step that was asked for is done before approval.
alter table procurement.contract add constraint ground_with_its_proof check (
  coalesce(case content -> 'ground' ->> 'kind'
    when 'in-house' then content -> 'ground' -> 'proof' -> 'admission' ->> 'decision' is not null
    when 'framework-call-off' then (content -> 'ground' ->> 'provenOn') between (content -> 'ground' -> 'proof' ->> 'validFrom') and (content -> 'ground' -> 'proof' ->> 'validUntil')
    when 'dynamic-purchasing-system' then (content -> 'ground' ->> 'provenOn') <= (content -> 'ground' -> 'proof' ->> 'validUntil')
    when 'direct-order' then (content -> 'ground' -> 'proof' ->> 'valueCents')::bigint <= (content -> 'ground' -> 'proof' -> 'threshold' ->> 'value')::bigint
    else false
  end, false)
);
alter table procurement.purchase_order add constraint approved_with_every_step check (
  state not in ('approved', 'contracted') or (
    (coalesce((content -> 'chain' ->> 'budget')::boolean, false) = false or content -> 'checks' ->> 'budget' is not null)
    and (coalesce((content -> 'chain' ->> 'council')::boolean, false) = false or content -> 'checks' ->> 'council' is not null)
  )
);
