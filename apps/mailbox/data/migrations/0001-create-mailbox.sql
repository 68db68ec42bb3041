-- Messages between applicants and offices, who wants to hear of them by e-mail, and when. Locks nothing that exists.
create table mailbox.message (
  tenant_id uuid not null,
  application_id uuid not null,
  id uuid not null,
  sender text not null check (sender in ('applicant', 'office')),
  sent_at timestamptz not null,
  read_at timestamptz,
  told_at timestamptz,
  sealed bytea not null,
  primary key (tenant_id, application_id, id)
);
create index message_unread on mailbox.message (tenant_id, application_id, sender) where read_at is null;
comment on table mailbox.message is 'What applicant and office write to each other about an application. Words and names lie sealed under the key of the application and go with it.';
comment on column mailbox.message.id is 'Made by the form that sends it, so that sending it twice is one message.';
comment on column mailbox.message.read_at is 'When the other side opened it first.';
comment on column mailbox.message.told_at is 'When the case was told that its applicant has written.';
call kernel.protect_tenant_table('mailbox.message');

create table mailbox.attachment (
  tenant_id uuid not null,
  application_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  state text not null check (state in ('received', 'clean', 'refused')),
  file_id uuid,
  size_bytes integer not null,
  received_at timestamptz not null,
  sealed bytea not null,
  primary key (tenant_id, application_id, id),
  foreign key (tenant_id, application_id, message_id) references mailbox.message on delete cascade
);
create index attachment_by_id on mailbox.attachment (tenant_id, id);
comment on table mailbox.attachment is 'Files that came with messages. They stay in quarantine until they are clean; their names lie sealed.';
comment on column mailbox.attachment.file_id is 'The sealed file in files.file of the same authority; none for a refused one.';
call kernel.protect_tenant_table('mailbox.attachment');

create table mailbox.contact (
  tenant_id uuid not null,
  application_id uuid not null,
  sealed bytea not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  failed_at timestamptz,
  primary key (tenant_id, application_id)
);
comment on table mailbox.contact is 'Where an applicant wants to hear that there is something new. The address lies sealed under the key of the application; it is used only after it was confirmed and until a mail server refused it for good.';
comment on column mailbox.contact.failed_at is 'When a mail server said that the address takes no mail. The applicant is told and can name another one.';
call kernel.protect_tenant_table('mailbox.contact');

create table mailbox.notice (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  purpose text not null check (purpose in ('confirm', 'news')),
  due_at timestamptz not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
  settled_at timestamptz,
  problem text,
  primary key (tenant_id, id)
);
create unique index notice_waiting on mailbox.notice (tenant_id, application_id) where state = 'waiting' and purpose = 'news';
create index notice_by_application on mailbox.notice (tenant_id, application_id, due_at);
comment on table mailbox.notice is 'E-mails that say that there is something new and nothing else. One waits for each application at most; addresses and words are not kept.';
comment on column mailbox.notice.problem is 'Code of what went wrong; nothing that a mail server said.';
call kernel.protect_tenant_table('mailbox.notice');

create table mailbox.settings (
  tenant_id uuid primary key,
  quiet_from smallint not null check (quiet_from between 0 and 23),
  quiet_until smallint not null check (quiet_until between 0 and 23),
  changed_at timestamptz not null,
  changed_by_name text not null
);
comment on table mailbox.settings is 'Hours of the day in Europe/Berlin between which an authority sends no e-mails; equal hours mean that it always may.';
call kernel.protect_tenant_table('mailbox.settings');
