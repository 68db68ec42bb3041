-- What is known of the clock of somebody's app. New columns have constant defaults: the table is locked for an instant.
alter table identity.time_code
  add column clock_seconds integer not null default 0,
  add column last_missed boolean not null default false;
comment on column identity.time_code.clock_seconds is 'How far the person''s clock is ahead of ours, as far as codes have told; negative when it is behind, the time for typing included.';
comment on column identity.time_code.last_missed is 'The code of last_step was of another half minute and refused; the next one tells how the clock goes.';
comment on column identity.time_code.last_step is 'The time step of the code that was typed last, taken or refused: no code works twice.';
