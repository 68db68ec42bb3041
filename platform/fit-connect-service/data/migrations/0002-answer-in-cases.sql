-- Replies: what the receiver of a submission says to its sender, encrypted from end to end. New tables only.
create table fit_connect_service.reply (
  id uuid primary key,
  case_id uuid not null references fit_connect_service.case_log on delete restrict,
  submission_id uuid not null references fit_connect_service.submission on delete restrict,
  client_id uuid not null references fit_connect_service.client on delete restrict,
  state text not null check (state in ('incomplete', 'submitted', 'taken')),
  announced uuid[] not null,
  encrypted_metadata text,
  encrypted_data text,
  content_sha256 bytea,
  created_at timestamptz not null,
  submitted_at timestamptz,
  ended_at timestamptz
);
alter table fit_connect_service.reply alter column encrypted_metadata set storage external, alter column encrypted_data set storage external;
create index reply_for_pickup on fit_connect_service.reply (client_id, submitted_at, id) where state = 'submitted';
create index reply_of_case on fit_connect_service.reply (case_id);
comment on table fit_connect_service.reply is 'Replies of a receiver within a case. client_id is the sender of the submission, who fetches them; what was taken has no content any more.';
comment on column fit_connect_service.reply.submission_id is 'The submission of the case that was accepted.';
comment on column fit_connect_service.reply.content_sha256 is 'Of the two encrypted parts, so that the same sending twice is known as such.';
call kernel.open_reference_table('fit_connect_service.reply', 'select, insert, update');

create table fit_connect_service.reply_attachment (
  reply_id uuid not null references fit_connect_service.reply on delete restrict,
  id uuid not null,
  jwe text not null,
  primary key (reply_id, id)
);
alter table fit_connect_service.reply_attachment alter column jwe set storage external;
comment on table fit_connect_service.reply_attachment is 'Encrypted documents of replies: letters of an office, few and small beside what applicants hand in.';
call kernel.open_reference_table('fit_connect_service.reply_attachment', 'select, insert, update, delete');
