-- Cases by their deadline, and objections in the history. The index is built on the table as it is: on a million cases that takes seconds, in which nobody can write to it.
create index case_file_by_due on cases.case_file (tenant_id, is_open, (coalesce(due_on, 'infinity'::date)), received_at, id);
comment on column cases.case_file.due_on is 'Day by which the authority should have decided: the nearest deadline of the service or of the law, taken early where something is unknown.';
comment on column cases.notice.service is 'How the notice is served and on what ground; once it is recorded, when it counts as served, until when something can be done against it, and an objection that arrived.';
comment on column cases.notice.posted_on is 'Day on which a person gave the letter to the post or put the notice into a mailbox, or on which it was delivered with proof.';

alter table cases.case_action drop constraint case_action_kind_check;
alter table cases.case_action add constraint case_action_kind_check check (kind in ('opened', 'assigned', 'released', 'decided', 'posted', 'closed', 'evidence', 'objected'));
