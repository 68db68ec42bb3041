-- What goes into the mailboxes of BundID accounts. Locks nothing that exists.
create table delivery.mailbox_item (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  destination_id uuid not null,
  status text not null check (status in ('SUBMITTED', 'RECEIVED', 'PROCESSING', 'ACTION_REQUIRED', 'COMPLETED')),
  form text not null check (form in ('status', 'message')),
  cause text not null,
  state text not null check (state in ('waiting', 'announced', 'sent', 'given-up')),
  submission_id uuid,
  case_id uuid,
  encrypted_metadata text,
  encrypted_data text,
  problem text,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, application_id, cause, form)
);
comment on table delivery.mailbox_item is 'Words about an application that go into its applicant''s BundID mailbox by FIT-Connect, once each. Without content: it is written when it goes, and lies here only encrypted for the mailbox until it has gone.';
comment on column delivery.mailbox_item.cause is 'What it is about: the id of the event that ordered it.';
comment on column delivery.mailbox_item.encrypted_metadata is 'With encrypted_data: what is sent, so that a try whose answer was lost sends the very same again; empty once it has gone.';
call kernel.protect_tenant_table('delivery.mailbox_item');
create index reply_key_by_age on delivery.reply_key (made_at);
