-- A draft knows how surely it must be known who fills it in and who sends it, and whose it is. Locks the drafts for a moment to add columns with constant defaults.
alter table online_services.draft
  add column fill_level text not null default 'none' check (fill_level in ('none', 'basic', 'substantial', 'high')),
  add column send_level text not null default 'none' check (send_level in ('none', 'basic', 'substantial', 'high')),
  add column account_id uuid;
create index draft_by_account on online_services.draft (tenant_id, account_id) where account_id is not null;
comment on column online_services.draft.fill_level is 'From the service package; every step of the form and the API asks for it.';
comment on column online_services.draft.account_id is 'The citizen account that began or sent it, where the service asks for one; nobody else opens it.';
