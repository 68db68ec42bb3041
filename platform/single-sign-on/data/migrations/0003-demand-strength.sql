-- How strongly an authority's own provider must say that somebody signed in. Adding an empty column locks the table for an instant.
alter table single_sign_on.own_provider add column acr text check (length(acr) between 1 and 300);
comment on column single_sign_on.own_provider.acr is 'Values of the claim acr that are taken, parted by blanks; empty where the authority demands none.';
