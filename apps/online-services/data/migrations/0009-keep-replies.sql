-- What the system that works on an application says to the applicant. Locks nothing that exists.
create table online_services.application_reply (
  tenant_id uuid not null,
  application_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('received', 'question', 'fee', 'decision', 'note')),
  said_at timestamptz not null,
  sealed bytea not null,
  primary key (tenant_id, application_id, id)
);
comment on table online_services.application_reply is 'What the specialist system said to the applicant: arrived, a question, a fee, a decision. Text, amounts and numbers lie only sealed under the key of the application.';
comment on column online_services.application_reply.id is 'The id that the system gave it; the same one again is the same reply.';
call kernel.protect_tenant_table('online_services.application_reply');
