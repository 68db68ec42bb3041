-- Whose a sent application is: its draft goes after a month, the application stays. The new column is empty at first; those whose draft is still there are filled in.
alter table online_services.application add column account_id uuid;
comment on column online_services.application.account_id is 'The citizen account with which it was sent, where there was one. Forgotten when the account is deleted.';
-- The owner's policy wants an authority; the platform's role reads all.
set local role allmende_platform;
update online_services.application set account_id = draft.account_id from online_services.draft
where draft.tenant_id = application.tenant_id and draft.application_id = application.id and draft.account_id is not null;
reset role;
create index application_by_account on online_services.application (tenant_id, account_id, submitted_at desc) where account_id is not null;
