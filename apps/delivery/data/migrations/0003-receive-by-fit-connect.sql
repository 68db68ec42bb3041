-- Receiving by FIT-Connect: destinations of an authority with their keys, and what arrives there. Locks nothing that exists.
create table delivery.reception (
  tenant_id uuid not null,
  id uuid not null,
  api_address text not null check (length(api_address) <= 300),
  token_address text not null check (length(token_address) <= 300),
  issuer text not null check (length(issuer) <= 300),
  state text not null check (state in ('active', 'paused')),
  target text not null check (length(target) between 1 and 60),
  offers jsonb not null,
  data_key_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  created_by uuid not null,
  looked_at timestamptz,
  problem text,
  primary key (tenant_id, id)
);
comment on table delivery.reception is 'Destinations at which an authority receives by FIT-Connect; the id is the one of the delivery service.';
comment on column delivery.reception.issuer is 'Who signs the events of the delivery service, without a slash at the end.';
comment on column delivery.reception.target is 'The system of the platform that works on what arrives.';
comment on column delivery.reception.offers is 'Services with regions and schemas as they were published at the delivery service.';
comment on column delivery.reception.sealed is 'Client id and secret and the secret of callbacks, under the key of the reception.';
comment on column delivery.reception.problem is 'Code of the last look that failed; null after one that went well.';
call kernel.protect_tenant_table('delivery.reception');

create table delivery.reception_key (
  tenant_id uuid not null,
  reception_id uuid not null,
  kid text not null check (length(kid) between 8 and 64),
  purpose text not null check (purpose in ('decrypt', 'sign')),
  sealed bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  in_use boolean not null,
  primary key (tenant_id, reception_id, kid)
);
create unique index reception_key_in_use on delivery.reception_key (tenant_id, reception_id, purpose) where in_use;
comment on table delivery.reception_key is 'Private keys of a reception, sealed. A key that was replaced still opens what was encrypted for it.';
call kernel.protect_tenant_table('delivery.reception_key');

create table delivery.arrival (
  tenant_id uuid not null,
  id uuid not null,
  reception_id uuid not null,
  case_id uuid not null,
  state text not null check (state in ('waiting', 'taken', 'accepted', 'rejected', 'gone', 'stuck')),
  service text check (length(service) <= 255),
  attempts integer not null default 0 check (attempts >= 0),
  problem text,
  receipt text,
  rejection jsonb,
  data_key_id uuid,
  sealed bytea,
  heard_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((data_key_id is null) = (sealed is null))
);
create index arrival_by_time on delivery.arrival (tenant_id, reception_id, heard_at desc, id desc);
create index arrival_by_state on delivery.arrival (tenant_id, state, heard_at desc);
comment on table delivery.arrival is 'Submissions that came by FIT-Connect, one row each, by the id of the delivery service; without content.';
comment on column delivery.arrival.state is 'waiting: to be fetched; taken: it is a case, and the delivery service has to be told; gone: nobody can fetch it any more; stuck: a person has to look.';
comment on column delivery.arrival.problem is 'Code of the last failure; nothing of the content.';
comment on column delivery.arrival.rejection is 'The problems that the sender was told, as they were signed.';
comment on column delivery.arrival.sealed is 'What answers need: the tags to echo, the sender''s key for replies and its reference.';
call kernel.protect_tenant_table('delivery.arrival');

create table delivery.arrival_reply (
  tenant_id uuid not null,
  arrival_id uuid not null,
  id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  progress text not null,
  documents uuid[] not null,
  decision text,
  at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, arrival_id, id)
);
comment on table delivery.arrival_reply is 'What became of an arrival and goes back to its sender, encrypted for it; without content.';
call kernel.protect_tenant_table('delivery.arrival_reply');
