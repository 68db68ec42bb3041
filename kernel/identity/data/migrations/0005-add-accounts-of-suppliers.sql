-- Accounts of people who work for a supplier. Adds a column without a default: a short lock, nothing is rewritten.
alter table identity.account add column supplier_id uuid;
comment on column identity.account.supplier_id is 'The supplier that the person works for. Such an account never has roles; a session of it is a supplier''s.';
create index account_by_supplier on identity.account (supplier_id) where supplier_id is not null;
