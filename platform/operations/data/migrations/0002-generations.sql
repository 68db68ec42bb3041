-- Instances of packages: which version runs in which generation, and the one that is being made beside it. Adds columns with constants only, which locks for a moment.
alter table operations.instance rename column address to upstream;
alter table operations.instance
  add column package_version text,
  add column generation integer not null default 1 check (generation >= 1),
  add column candidate jsonb;
comment on column operations.instance.upstream is 'Where the gateway reaches it; null when it has no entrance of its own.';
comment on column operations.instance.package_version is 'Released package that runs; null for apps of our own.';
comment on column operations.instance.generation is 'Counts up with every update and return of data; each has volumes of its own.';
comment on column operations.instance.candidate is 'Candidate of domain/instance.ts: the generation being made beside the serving one; null when nothing is under way.';
