-- The register belongs to nobody: facts of the official municipality register, what follows from them, and who is competent. No locks on existing tables.
create table register.edition (
  date date primary key,
  population_on date,
  source text not null,
  imported_at timestamptz not null,
  difference jsonb not null
);
comment on table register.edition is 'Editions of the municipality register that were imported; the newest is in force.';
comment on column register.edition.population_on is 'Day of the population figures; null when the source does not say.';
comment on column register.edition.difference is 'How many places appeared, vanished, were renamed or moved against the edition before.';

create table register.land (
  key text primary key check (key ~ '^\d{2}$'),
  name text not null
);
comment on table register.land is 'Federal states.';

create table register.district (
  key text primary key check (key ~ '^\d{5}$'),
  type text not null,
  name text not null,
  official_name text not null,
  seat text,
  population integer,
  vanished_on date
);
comment on table register.district is 'Landkreise, Kreise and kreisfreie Städte. Type is the code of GV100AD (41 to 45).';
comment on column register.district.vanished_on is 'Day of the first edition in which it was missing.';

create table register.association (
  key text primary key check (key ~ '^\d{9}$'),
  type text not null,
  name text not null,
  official_name text not null,
  seat text,
  vanished_on date
);
comment on table register.association is 'Amt, Verbandsgemeinde, Samtgemeinde and the like. Type is the code of GV100AD (51 to 58).';

create table register.authority (
  id uuid primary key,
  kind text not null check (kind in ('town', 'association', 'district')),
  key text not null,
  ars text not null,
  name text not null,
  official_name text not null,
  slug text not null unique,
  land text not null,
  district text,
  population integer,
  search_strict text not null,
  search_loose text not null,
  vanished_on date,
  unique (kind, key)
);
comment on table register.authority is 'Whoever works and is liable: every authority there is, member or not. Its id is the tenant id everywhere and follows from kind and key (UUID version 5).';
comment on column register.authority.key is 'AGS of a town, 9 digits of an association, 5 digits of a district.';
comment on column register.authority.population is 'Inhabitants of its places; null when unknown for one of them.';

create table register.place (
  ags text primary key check (ags ~ '^\d{8}$'),
  ars text not null check (ars ~ '^\d{12}$'),
  name text not null,
  official_name text not null,
  type text,
  is_municipality boolean not null,
  land text not null,
  district text,
  association text,
  population integer,
  area_hectares integer,
  postcode text,
  has_several_postcodes boolean not null,
  slug text not null unique,
  search_strict text not null,
  search_loose text not null,
  municipal_authority uuid,
  municipal_reason text not null,
  district_authority uuid,
  district_reason text not null,
  vanished_on date
);
comment on table register.place is 'Municipalities, and areas outside any municipality (is_municipality false). Rows are never deleted: what vanished keeps its address and waits for a successor. What it belongs to and who answers is written with it by one import and never deleted, so it carries no foreign keys (half of the import''s time).';
comment on column register.place.postcode is 'Postcode of the seat of the administration; a place can have more.';
comment on column register.place.municipal_authority is 'Who does by default what municipalities do; null = nobody is known.';
comment on column register.place.municipal_reason is 'Why: the rule that gave the default.';
comment on column register.place.search_loose is 'Name in the loose form of domain/search-form.ts.';
create index place_municipal_authority on register.place (municipal_authority);
create index place_district_authority on register.place (district_authority);
create index place_postcode on register.place (postcode);
-- Parts of names are found by their three-letter pieces; the extension is a trusted part of PostgreSQL.
create extension if not exists pg_trgm with schema public;
create index place_search on register.place using gin (search_loose public.gin_trgm_ops) with (fastupdate = off);
create index place_ars on register.place (ars text_pattern_ops);

create table register.slug (
  slug text primary key,
  ags text,
  authority uuid,
  check (ags is not null or authority is not null)
);
comment on table register.slug is 'Every address ever given; none is given twice. A town and its place share one. Without foreign keys: written together with what it names, 16,000 rows at once, and nothing of that is ever deleted.';

create table register.postcode (
  postcode text not null check (postcode ~ '^\d{5}$'),
  ags text not null check (ags ~ '^\d{8}$'),
  primary key (postcode, ags)
);
comment on table register.postcode is 'Postcodes of places from a list that the operator brought; empty until then. A postcode can belong to several places.';

create table register.dissolved_key (
  key text not null,
  level text not null,
  name text not null,
  last_year smallint not null,
  primary key (key, level)
);
comment on table register.dissolved_key is 'Keys that no longer exist, with the last year in which they were valid; names no successor.';

create table register.competence (
  id uuid primary key,
  ags text not null references register.place on delete restrict,
  service text not null,
  authority uuid references register.authority on delete restrict,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  reason text not null,
  entered_by uuid not null,
  entered_at timestamptz not null
);
comment on table register.competence is 'Dated statements about who is competent for a place and a service, in addition to the defaults. Never changed or removed: the one entered last counts.';
comment on column register.competence.service is 'Id of a service, or * for all that municipalities usually do.';
comment on column register.competence.authority is 'Null brings the default back.';
comment on column register.competence.entered_by is 'Account of the member of staff.';
comment on column register.competence.valid_until is 'Last day; null = open.';
create index competence_place on register.competence (ags, entered_at);

create table register.successor (
  ags text primary key references register.place on delete restrict,
  successor text not null references register.place on delete restrict,
  reason text not null,
  named_by uuid not null,
  named_at timestamptz not null,
  check (successor <> ags)
);
comment on table register.successor is 'Which municipality took in one that vanished, as the operator named it: the register itself does not say.';

call kernel.open_reference_table('register.edition', 'select, insert, update');
call kernel.open_reference_table('register.land', 'select, insert, update');
call kernel.open_reference_table('register.district', 'select, insert, update');
call kernel.open_reference_table('register.association', 'select, insert, update');
call kernel.open_reference_table('register.authority', 'select, insert, update');
call kernel.open_reference_table('register.place', 'select, insert, update');
call kernel.open_reference_table('register.slug', 'select, insert');
call kernel.open_reference_table('register.postcode');
call kernel.open_reference_table('register.dissolved_key');
call kernel.open_reference_table('register.competence', 'select, insert');
call kernel.open_reference_table('register.successor', 'select, insert, update');
