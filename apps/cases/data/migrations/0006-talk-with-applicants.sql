-- What comes from applicants while a case is worked on, and what they are asked for. The new column is empty at first, so the table is not rewritten.
alter table cases.case_file add column news_at timestamptz;
comment on column cases.case_file.news_at is 'When something came from the applicant that nobody in the office has acted on yet: such cases stand on top of the inbox. Null when there is nothing new.';
create index case_file_by_news on cases.case_file (tenant_id, news_at desc, id desc) where news_at is not null;

create table cases.document_request (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  due_on date not null,
  asked_at timestamptz not null,
  sealed bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case_file on delete cascade
);
create index document_request_by_case on cases.document_request (tenant_id, case_id, asked_at, id);
comment on table cases.document_request is 'What the office has asked an applicant for. Text and labels lie sealed under the key of the case; the applicant reads a copy under the key of the application.';
comment on column cases.document_request.due_on is 'Day by which the applicant should have answered, as the office set it.';
call kernel.protect_tenant_table('cases.document_request', 'select, insert, delete');

create index case_file_flag_evidence_new on cases.case_file (tenant_id, received_at desc, id desc) where 'evidence-new' = any(flags);
create index case_file_flag_message_new on cases.case_file (tenant_id, received_at desc, id desc) where 'message-new' = any(flags);
create index case_file_flag_withdrawn on cases.case_file (tenant_id, received_at desc, id desc) where 'withdrawn' = any(flags);
