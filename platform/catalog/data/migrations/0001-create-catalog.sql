-- The catalogue belongs to nobody: solutions, offers with their prices, and who uses what. New schema, no locks on existing tables.
-- pg_trgm is a trusted extension of every PostgreSQL distribution; it finds misspelt names and parts of words.
create extension if not exists pg_trgm with schema public;

create table catalog.solution (
  number integer generated always as identity unique,
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  identity text not null unique,
  name text not null,
  origin text not null check (origin in ('first-party', 'open-source')),
  source text not null,
  content_hash text not null,
  reader integer not null,
  listing jsonb not null,
  normalised jsonb not null,
  conformant boolean not null,
  conformance jsonb not null,
  provenance jsonb,
  first_listed_at timestamptz not null,
  changed_at timestamptz not null,
  last_good_read_at timestamptz not null,
  failure jsonb
);
comment on table catalog.solution is 'Solutions of the store. A row is never hidden by a fault in its file: what could be read last stands, with the day it was read.';
comment on column catalog.solution.number is 'Short name of the row within a search; means nothing outside.';
comment on column catalog.solution.identity is 'What makes two files the same solution: the repository address, or the file where there is none.';
comment on column catalog.solution.source is 'Where the file was read from, relative to what was imported.';
comment on column catalog.solution.content_hash is 'SHA-256 of the file and its provenance; equal means nothing to do.';
comment on column catalog.solution.reader is 'Version of the reader that made the listing; an older one is read again.';
comment on column catalog.solution.listing is 'SolutionListing of domain/normalise-listing.ts.';
comment on column catalog.solution.conformance is 'The strict verdict: version and problems with line and pointer.';
comment on column catalog.solution.provenance is 'Repository, commit and day of reading, where they are known.';
comment on column catalog.solution.failure is 'Line and reason when the newest file at this place could not be read at all; the entry stays as it was.';
create index solution_source on catalog.solution (source);

-- Narrow rows beside the wide ones: a search that hits half the store reads 3 MB instead of 30.
create table catalog.search_entry (
  number integer primary key references catalog.solution (number) on delete cascade,
  standing smallint not null,
  name_folded text not null,
  facets integer[] not null,
  head tsvector not null,
  head_folded text not null,
  search tsvector not null
) with (toast_tuple_target = 128);
alter table catalog.search_entry alter column name_folded set storage main, alter column facets set storage main, alter column head set storage main;
comment on table catalog.search_entry is 'What a solution is found, ordered and filtered by; made from its listing.';
comment on column catalog.search_entry.standing is 'Order among equals: what can be ordered here first, then what is described in German.';
comment on column catalog.search_entry.facets is 'Ids of catalog.facet.';
comment on column catalog.search_entry.head is 'Short vector of names and short descriptions, for ranking without reading long texts.';
-- An import writes thousands of rows at once: the indexes gather them, and catalog.settle() sorts them in at its end.
create index search_entry_search on catalog.search_entry using gin (search);
create index search_entry_facets on catalog.search_entry using gin (facets);
create index search_entry_head_trigrams on catalog.search_entry using gin (head_folded public.gin_trgm_ops);
create index search_entry_order on catalog.search_entry (standing desc, name_folded, number);

create table catalog.facet (
  id integer generated always as identity primary key,
  facet text not null check (facet in ('category', 'licence', 'status', 'platform', 'type', 'language', 'origin')),
  value text not null,
  solutions integer not null default 0,
  unique (facet, value)
);
comment on table catalog.facet is 'Values that solutions can be filtered by; solutions = how many have it, counted after each import.';

create table catalog.edition (
  is_only boolean primary key default true check (is_only),
  number bigint not null
);
comment on table catalog.edition is 'One row: how often the solutions have changed, so that processes know when what they remember is old.';
insert into catalog.edition (number) values (0);

create table catalog.offer (
  id uuid primary key,
  solution text not null references catalog.solution on delete restrict,
  kind text not null check (kind in ('first-party', 'foreign')),
  app_id text not null,
  plan text not null,
  name text not null,
  description text not null,
  in_house boolean not null,
  withdrawn_on date,
  unique (app_id, plan)
);
comment on table catalog.offer is 'A solution with a plan that an authority can order.';
comment on column catalog.offer.in_house is 'Whether members can order it without a tender on the in-house ground (§ 108 GWB); the order itself needs the proof.';
create index offer_solution on catalog.offer (solution);

create table catalog.offer_price (
  offer uuid not null references catalog.offer on delete restrict,
  contribution_class text not null,
  valid_from date not null,
  cents_per_year bigint not null check (cents_per_year >= 0),
  label text,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (offer, contribution_class, valid_from)
);
comment on table catalog.offer_price is 'Yearly price by contribution class, in force from a day until the next one. Rows are never changed: a new price is a new day.';
comment on column catalog.offer_price.label is 'Shown beside the price, such as Beispielwerte; null for a price in force.';

create table catalog.solution_use (
  solution text not null references catalog.solution on delete restrict,
  authority uuid not null,
  since date not null,
  until date,
  recorded_by text not null,
  primary key (solution, authority, since)
);
comment on table catalog.solution_use is 'Which authority uses what, since when; public. Fed by contracts.';
comment on column catalog.solution_use.recorded_by is 'The contract or note behind it, as room/id.';
create index solution_use_authority on catalog.solution_use (authority);

call kernel.open_reference_table('catalog.solution');
call kernel.open_reference_table('catalog.search_entry');
call kernel.open_reference_table('catalog.facet');
call kernel.open_reference_table('catalog.edition', 'select');
call kernel.open_reference_table('catalog.offer');
call kernel.open_reference_table('catalog.offer_price', 'select, insert');
call kernel.open_reference_table('catalog.solution_use');

-- The texts of one solution as search vectors: names weigh most, then short descriptions, features, long descriptions.
create function catalog.search_vector(folded_names text, folded_short text, folded_rest text, german text, english text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', folded_names), 'A')
      || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', folded_short), 'B')
      || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', folded_rest), 'D')
      || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.german', german), 'C')
      || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.english', english), 'D')
$$;
revoke all on function catalog.search_vector(text, text, text, text, text) from public;
grant execute on function catalog.search_vector(text, text, text, text, text) to allmende_app, allmende_platform;

-- Ends a change of solutions: counts the facets, sorts new rows into the indexes, refreshes the planner's picture. SECURITY DEFINER because only the owner of an index may do the last two.
create function catalog.settle() returns void
language plpgsql security definer set search_path = '' as $$
begin
  with counted as (select id, pg_catalog.count(*)::integer as solutions from catalog.search_entry, pg_catalog.unnest(facets) as id group by id)
  update catalog.facet as kept set solutions = coalesce(counted.solutions, 0)
    from catalog.facet as every left join counted using (id)
    where every.id = kept.id and kept.solutions is distinct from coalesce(counted.solutions, 0);
  perform pg_catalog.gin_clean_pending_list('catalog.search_entry_search'), pg_catalog.gin_clean_pending_list('catalog.search_entry_facets'), pg_catalog.gin_clean_pending_list('catalog.search_entry_head_trigrams');
  analyze catalog.solution, catalog.search_entry;
  update catalog.edition set number = number + 1;
end
$$;
revoke all on function catalog.settle() from public;
grant execute on function catalog.settle() to allmende_app, allmende_platform;
