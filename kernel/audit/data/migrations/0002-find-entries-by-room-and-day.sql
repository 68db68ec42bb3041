-- For readers of a log: entries of one room or of one day. Rewrites audit.entry once; the entries themselves stay as they are.
alter table audit.entry add column room text not null generated always as (split_part(action, '/', 1)) stored;
comment on column audit.entry.room is 'The part of the platform that recorded the entry, out of the action; a column because an index on an expression is not used under row-level security.';
create index entry_by_room on audit.entry (tenant_id, room, id);
create index entry_by_time on audit.entry (tenant_id, at);
