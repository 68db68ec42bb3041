-- Comparing a misspelt query with every description takes the database 40 ms at 11,000 solutions; comparing it with the words that occur takes 2. Drops one index, which locks the search for the moment it takes.
create table catalog.word (
  word text primary key
);
comment on table catalog.word is 'Every word of the names and short descriptions, folded; gathered after each import, so that a misspelt word finds those it resembles.';
create index word_trigrams on catalog.word using gin (word public.gin_trgm_ops);
call kernel.open_reference_table('catalog.word', 'select');
drop index catalog.search_entry_head_trigrams;

-- Each process counts the facets of its own index.
alter table catalog.facet drop column solutions;

-- Ends a change of solutions: gathers the words, sorts new rows into the indexes, refreshes the planner's picture. SECURITY DEFINER because only the owner of an index may do the last two.
create or replace function catalog.settle() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from catalog.word;
  insert into catalog.word (word) select word from pg_catalog.ts_stat('select head from catalog.search_entry');
  perform pg_catalog.gin_clean_pending_list('catalog.search_entry_search'), pg_catalog.gin_clean_pending_list('catalog.search_entry_facets'), pg_catalog.gin_clean_pending_list('catalog.word_trigrams');
  analyze catalog.solution, catalog.search_entry, catalog.word;
  update catalog.edition set number = number + 1;
end
$$;
select catalog.settle();
