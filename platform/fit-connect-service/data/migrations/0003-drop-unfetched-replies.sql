-- Replies that nobody fetched come to an end. Locks the table for the moment of the change.
alter table fit_connect_service.reply drop constraint reply_state_check;
alter table fit_connect_service.reply add constraint reply_state_check check (state in ('incomplete', 'submitted', 'taken', 'dropped'));
create index reply_to_drop on fit_connect_service.reply (created_at) where state in ('incomplete', 'submitted');
