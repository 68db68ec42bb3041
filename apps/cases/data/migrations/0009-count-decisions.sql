-- What the figures for heads of office count. New columns are empty at first, so no table is rewritten.
alter table cases.notice add column decision_name_de text, add column decision_name_en text, add column refusal_reason text, add column refusal_name_de text, add column refusal_name_en text;
comment on column cases.notice.decision_name_de is 'Name of the way to decide in the service package; empty for notices from before it was kept.';
comment on column cases.notice.refusal_reason is 'For a refusal: one of the reasons that the service package lists, by id; what was written stays sealed. Empty for other decisions.';
create index notice_by_time on cases.notice (tenant_id, issued_at);
