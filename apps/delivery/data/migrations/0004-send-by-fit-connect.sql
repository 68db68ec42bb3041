-- Sending by FIT-Connect: what was announced at a delivery service, before it is sent. Locks nothing that exists.
create table delivery.outgoing (
  tenant_id uuid not null,
  application_id uuid not null,
  destination_id uuid not null,
  remote_destination_id uuid not null,
  submission_id uuid not null,
  case_id uuid not null,
  state text not null check (state in ('announced', 'sending', 'sent', 'submitted', 'accepted', 'rejected', 'lost')),
  attachments jsonb not null,
  tries jsonb not null default '[]',
  kid text check (length(kid) between 8 and 64),
  verdicts jsonb,
  problem text check (length(problem) <= 200),
  announced_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  looks integer not null default 0 check (looks >= 0),
  next_look_at timestamptz,
  primary key (tenant_id, application_id)
);
create unique index outgoing_by_submission on delivery.outgoing (tenant_id, submission_id);
create index outgoing_to_look_at on delivery.outgoing (next_look_at) where next_look_at is not null;
comment on table delivery.outgoing is 'Submissions to other delivery destinations by FIT-Connect, one for each application that goes there. Written before anything is sent, so that a try that broke off is taken up again; without content.';
comment on column delivery.outgoing.destination_id is 'The destination of the authority, with its settings; remote_destination_id is the one of the delivery service.';
comment on column delivery.outgoing.attachments is 'Ids under which files were announced: [{id, file}].';
comment on column delivery.outgoing.tries is 'Authentication tags of each try to send: whichever try arrived, its tags are known.';
comment on column delivery.outgoing.verdicts is 'Type and part of the problems of a rejection; never their words, which could quote an answer.';
comment on column delivery.outgoing.problem is 'Word of the last look that failed; nothing of the content.';
comment on column delivery.outgoing.next_look_at is 'When the event log is read again; null at the end.';
call kernel.protect_tenant_table('delivery.outgoing');
