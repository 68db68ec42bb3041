-- The delivery service for FIT-Connect: clients, destinations, submissions, event log. New schema, no locks on existing tables.
create table fit_connect_service.service_key (
  kid text primary key check (length(kid) between 8 and 64),
  public_jwk jsonb not null,
  sealed_private bytea not null,
  created_at timestamptz not null
);
comment on table fit_connect_service.service_key is 'Keys with which the service signs events and routes; the newest signs, all verify. The private part is sealed under the platform''s own key.';
call kernel.open_reference_table('fit_connect_service.service_key', 'select, insert');

create table fit_connect_service.client (
  id uuid primary key,
  name text not null check (length(name) between 2 and 100),
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz
);
comment on table fit_connect_service.client is 'Programs that send or receive: of authorities, of their providers, of other platforms. The secret has 256 random bits and is shown once; only its hash is kept.';
comment on column fit_connect_service.client.scopes is 'What it may do, in the words of FIT-Connect; a destination that it creates adds to them.';
call kernel.open_reference_table('fit_connect_service.client', 'select, insert, update');

create table fit_connect_service.destination (
  id uuid primary key,
  status text not null check (status in ('created', 'active', 'inactive', 'decommissioned')),
  authority_id uuid,
  encryption_kid text not null,
  contact jsonb not null,
  services jsonb not null,
  metadata_versions text[] not null,
  reply_channels jsonb,
  callback_url text,
  sealed_callback_secret bytea,
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  deleted_at timestamptz,
  check ((callback_url is null) = (sealed_callback_secret is null))
);
comment on table fit_connect_service.destination is 'Where submissions go. A deleted one stays, because its keys verify what it has said.';
comment on column fit_connect_service.destination.authority_id is 'Whose it is, where that is an authority of the register; for people only, it opens nothing.';
comment on column fit_connect_service.destination.sealed_callback_secret is 'Sealed under the platform''s own key; needed to sign callbacks.';
call kernel.open_reference_table('fit_connect_service.destination', 'select, insert, update');

create table fit_connect_service.destination_key (
  destination_id uuid not null references fit_connect_service.destination on delete restrict,
  kid text not null check (length(kid) between 8 and 64),
  purpose text not null check (purpose in ('encrypt', 'verify')),
  jwk jsonb not null,
  created_at timestamptz not null,
  primary key (destination_id, kid)
);
comment on table fit_connect_service.destination_key is 'Public keys of destinations, never removed: events that were signed years ago are verified with them.';
call kernel.open_reference_table('fit_connect_service.destination_key', 'select, insert');

create table fit_connect_service.offer (
  identifier text not null,
  region text not null,
  destination_id uuid not null references fit_connect_service.destination on delete restrict,
  primary key (identifier, region, destination_id)
);
create index offer_of_destination on fit_connect_service.offer (destination_id);
comment on table fit_connect_service.offer is 'Which destination takes which service in which region, for routing: what stands in destination.services, one row each.';
call kernel.open_reference_table('fit_connect_service.offer', 'select, insert, delete');

create table fit_connect_service.case_log (
  id uuid primary key,
  destination_id uuid not null references fit_connect_service.destination on delete restrict,
  client_id uuid not null references fit_connect_service.client on delete restrict,
  events integer not null default 0,
  created_at timestamptz not null
);
comment on table fit_connect_service.case_log is 'A case: submissions of one sender to one destination with one log of events.';
comment on column fit_connect_service.case_log.events is 'How many events the log has; the row is locked while one is added.';
call kernel.open_reference_table('fit_connect_service.case_log', 'select, insert, update');

create table fit_connect_service.submission (
  id uuid primary key,
  case_id uuid not null references fit_connect_service.case_log on delete restrict,
  destination_id uuid not null references fit_connect_service.destination on delete restrict,
  client_id uuid not null references fit_connect_service.client on delete restrict,
  state text not null check (state in ('incomplete', 'submitted', 'forwarded', 'accepted', 'rejected', 'deleted')),
  version text not null check (version in ('v1', 'v2')),
  service jsonb not null,
  region text,
  announced uuid[] not null,
  callback_url text,
  sealed_callback_secret bytea,
  encrypted_metadata text,
  encrypted_data text,
  content_sha256 bytea,
  created_at timestamptz not null,
  submitted_at timestamptz,
  fetched_at timestamptz,
  reminded_at timestamptz,
  told_at timestamptz,
  ended_at timestamptz,
  check ((callback_url is null) = (sealed_callback_secret is null))
);
-- Ciphertext does not get smaller.
alter table fit_connect_service.submission alter column encrypted_metadata set storage external, alter column encrypted_data set storage external;
create index submission_for_pickup on fit_connect_service.submission (destination_id, submitted_at, id) where state = 'submitted';
create index submission_of_case on fit_connect_service.submission (case_id);
create index submission_of_destination on fit_connect_service.submission (destination_id, state);
create index submission_waiting on fit_connect_service.submission (submitted_at) where state = 'submitted';
create index submission_incomplete on fit_connect_service.submission (created_at) where state = 'incomplete';
create index submission_to_remove on fit_connect_service.submission (ended_at) where state in ('accepted', 'rejected') and encrypted_metadata is not null;
create index submission_to_tell on fit_connect_service.submission (destination_id) where state = 'submitted' and told_at is null;
comment on table fit_connect_service.submission is 'What was handed in for a destination, encrypted for it from end to end: nobody here can read it.';
comment on column fit_connect_service.submission.content_sha256 is 'Of the two encrypted parts, so that the same sending twice is known as such after they are gone.';
comment on column fit_connect_service.submission.told_at is 'When the destination answered the callback about it.';
call kernel.open_reference_table('fit_connect_service.submission', 'select, insert, update');

create table fit_connect_service.attachment (
  submission_id uuid not null references fit_connect_service.submission on delete restrict,
  id uuid not null,
  object text not null unique,
  size_bytes bigint not null check (size_bytes > 0),
  tag text not null,
  created_at timestamptz not null,
  primary key (submission_id, id)
);
comment on table fit_connect_service.attachment is 'Encrypted attachments; the bytes lie in the object store.';
comment on column fit_connect_service.attachment.tag is 'Authentication tag: the fifth segment of the JWE.';
call kernel.open_reference_table('fit_connect_service.attachment', 'select, insert, update, delete');

create table fit_connect_service.loose_object (
  object text primary key,
  since timestamptz not null
);
create index loose_object_since on fit_connect_service.loose_object (since);
comment on table fit_connect_service.loose_object is 'Objects that no attachment names yet or any more. Written before the bytes are, so that a killed upload leaves nothing unknown; a job removes the old ones.';
call kernel.open_reference_table('fit_connect_service.loose_object', 'select, insert, update, delete');

create table fit_connect_service.case_event (
  case_id uuid not null references fit_connect_service.case_log on delete restrict,
  position integer not null check (position > 0),
  jti uuid not null unique,
  submission_id uuid not null references fit_connect_service.submission on delete restrict,
  event text not null,
  issuer text not null,
  token text not null,
  stored_at timestamptz not null,
  primary key (case_id, position)
);
create index case_event_of_submission on fit_connect_service.case_event (submission_id, position);
comment on table fit_connect_service.case_event is 'The event log: signed tokens in the order in which they came, never changed and never removed.';
call kernel.open_reference_table('fit_connect_service.case_event', 'select, insert');
