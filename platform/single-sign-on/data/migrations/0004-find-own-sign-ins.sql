-- People see at which apps they are signed in. Few rows are open at once, so the index is small and made in an instant.
create index sign_in_open_of_account on single_sign_on.sign_in (tenant_id, account_id) where ended_at is null;
