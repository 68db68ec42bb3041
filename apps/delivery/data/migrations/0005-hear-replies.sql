-- Keys for which receivers encrypt their replies. Locks nothing that exists.
create table delivery.reply_key (
  tenant_id uuid not null,
  kid text not null check (length(kid) between 8 and 64),
  data_key_id uuid not null,
  sealed bytea not null,
  made_at timestamptz not null,
  primary key (tenant_id, kid)
);
comment on table delivery.reply_key is 'Keys of an authority, sealed, that go along with what it sends by FIT-Connect: answers come encrypted for them. The newest goes along; the others still open what is on its way.';
call kernel.protect_tenant_table('delivery.reply_key', 'select, insert, delete');
