-- Evidence that follows its application by FIT-Connect, as a submission of its own. Adds a column without values, widens the check of parcel_event (a scan of it, a short lock) and indexes both sides (writes wait meanwhile).
alter table delivery.outgoing add column follows_id uuid;
comment on table delivery.outgoing is 'Submissions to other delivery destinations by FIT-Connect, one for each application that goes there and one for each document that follows it. Written before anything is sent, so that a try that broke off is taken up again; without content.';
comment on column delivery.outgoing.application_id is 'What is sent: an application, or a piece of evidence that came after it.';
comment on column delivery.outgoing.follows_id is 'The application that a piece of evidence follows; null for applications.';

create index outgoing_evidence_that_failed on delivery.outgoing (tenant_id, follows_id) where follows_id is not null and state in ('rejected', 'lost');
create index arrival_by_case on delivery.arrival (tenant_id, case_id, heard_at);

alter table delivery.parcel_event drop constraint parcel_event_kind_check;
alter table delivery.parcel_event add constraint parcel_event_kind_check check (kind in (
  'accepted', 'sent', 'delivered', 'failed', 'tried', 'retried', 'redirected', 'refused', 'progressed', 'heard', 'evidence-sent', 'evidence-delivered', 'evidence-refused', 'evidence-tried', 'evidence-retried'
));
