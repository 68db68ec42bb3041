-- Work on many cases at once may ask for documents too, and a decision carries the name on the letterhead.
alter table cases.bulk_run drop constraint bulk_run_kind_check;
alter table cases.bulk_run add constraint bulk_run_kind_check check (kind in ('assign', 'request', 'decide'));
alter table cases.bulk_run add column authority_name text not null default '';
comment on column cases.bulk_run.authority_name is 'Name of the authority on the notices of the run.';
