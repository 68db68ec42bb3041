-- What people looked for and did not find. New table, no locks on existing ones.
create table portal.wish (
  tenant_id uuid not null,
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  words text,
  count integer not null check (count > 0),
  first_on date not null,
  last_on date not null,
  primary key (tenant_id, fingerprint),
  check (words is null or count >= 3)
);
comment on table portal.wish is 'What was looked for at the places of an authority and not found, counted; who looked is not kept. Rows go 400 days after the last time.';
comment on column portal.wish.fingerprint is 'HMAC of the folded words under the key of the authority: equal wishes are counted together without keeping their words.';
comment on column portal.wish.words is 'Readable only from the third time on: what one person alone typed may be personal.';
call kernel.protect_tenant_table('portal.wish', 'select, insert, update, delete');
