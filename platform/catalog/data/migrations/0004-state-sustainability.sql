-- What is stated of the sustainability of solutions, each with source and day, and what was said about it. Two new tables; locks nothing.
create table catalog.sustainability_statement (
  id uuid primary key,
  solution text not null references catalog.solution on delete restrict,
  topic text not null check (topic in ('software-label', 'data-centre-label', 'pue', 'renewable-share', 'reuse-share', 'hosting-location', 'energy-use', 'supported-until')),
  value text not null check (length(value) between 1 and 100),
  source text not null check (length(source) between 3 and 300),
  link text check (link ~ '^https://' and length(link) <= 500),
  stated_on date not null,
  valid_until date check (valid_until >= stated_on),
  author text not null check (author in ('supplier', 'operator')),
  author_name text check ((author = 'supplier') = (author_name is not null)),
  entered_by text not null,
  entered_at timestamptz not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  unique (solution, sha256),
  check (topic not in ('software-label', 'data-centre-label') or valid_until is not null)
);
comment on table catalog.sustainability_statement is 'Statements on the sustainability of solutions, by suppliers and the operator. Rows are never changed; of a topic the newest that was not withdrawn counts, until its end.';
comment on column catalog.sustainability_statement.value is 'As domain/sustainability-topic.ts says: a figure with a point, a day as YYYY-MM-DD, or a text.';
comment on column catalog.sustainability_statement.stated_on is 'The day that source and figure are of.';
comment on column catalog.sustainability_statement.valid_until is 'Last day as stated; without it a statement counts for two years, a rule of this project.';
comment on column catalog.sustainability_statement.author_name is 'Name of the supplier.';
comment on column catalog.sustainability_statement.sha256 is 'SHA-256 of the statement with its author; also in the audit log.';
create index sustainability_of_solution on catalog.sustainability_statement (solution, topic, entered_at);

create table catalog.sustainability_decision (
  statement uuid not null references catalog.sustainability_statement on delete restrict,
  outcome text not null check (outcome in ('confirmed', 'withdrawn')),
  reason text check ((outcome = 'withdrawn') = (reason is not null) and length(reason) <= 500),
  decided_on date not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (statement, outcome)
);
comment on table catalog.sustainability_decision is 'The operator has seen the source of a supplier''s statement and confirms it; supplier or operator withdraw one, with the reason. Each once, never changed.';

create function catalog.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on catalog.sustainability_statement for each statement execute function catalog.refuse_change();
create trigger never_changes before update or delete or truncate on catalog.sustainability_decision for each statement execute function catalog.refuse_change();

call kernel.open_reference_table('catalog.sustainability_statement', 'select, insert');
call kernel.open_reference_table('catalog.sustainability_decision', 'select, insert');
