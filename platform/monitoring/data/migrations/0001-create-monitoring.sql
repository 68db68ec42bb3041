-- Watching what runs: conditions, figures, alerts, incidents, maintenance, reports, metering. New tables only.
create table monitoring.watched (
  tenant_id uuid not null,
  instance_id uuid not null,
  app text not null,
  title text not null,
  contract_id uuid not null,
  runtime text not null,
  package_version text,
  plan text,
  first_seen_at timestamptz not null,
  gone_at timestamptz,
  cpu_reading double precision,
  primary key (tenant_id, instance_id)
);
create index watched_by_contract on monitoring.watched (tenant_id, contract_id);
comment on table monitoring.watched is 'Instances that are or were watched, as they were last seen; kept after their deletion for reports and bills.';
comment on column monitoring.watched.cpu_reading is 'Seconds of processor time at the last look; counted anew by the runtime after each start.';
call kernel.protect_tenant_table('monitoring.watched', 'select, insert, update');

create table monitoring.span (
  tenant_id uuid not null,
  instance_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  condition text not null check (condition in ('running', 'disturbed', 'off')),
  primary key (tenant_id, instance_id, since),
  check (until >= since)
);
create unique index span_open on monitoring.span (tenant_id, instance_id) where until is null;
create index span_by_end on monitoring.span (until);
comment on table monitoring.span is 'From when to when an instance was seen running, disturbed (wanted, but not running) or off (not wanted, or never in use yet).';
call kernel.protect_tenant_table('monitoring.span');

create table monitoring.watch (
  tenant_id uuid not null,
  first_minute timestamptz not null,
  last_minute timestamptz not null,
  primary key (tenant_id, first_minute),
  check (last_minute >= first_minute)
);
create index watch_by_end on monitoring.watch (last_minute);
comment on table monitoring.watch is 'Minutes without a break in which the platform looked. What lies between two rows is unknown and never counted as good. Belongs to the platform.';
call kernel.protect_tenant_table('monitoring.watch');

create table monitoring.figure (
  tenant_id uuid not null,
  instance_id uuid not null,
  grain text not null check (grain in ('minute', 'hour', 'day')),
  at timestamptz not null,
  cpu_seconds double precision,
  memory_bytes bigint,
  storage_bytes bigint,
  requests bigint,
  client_errors bigint,
  server_errors bigint,
  unreachable bigint,
  bytes_in bigint,
  bytes_out bigint,
  milliseconds bigint,
  latency integer[],
  primary key (tenant_id, instance_id, grain, at)
);
create index figure_by_time on monitoring.figure (grain, at);
comment on table monitoring.figure is 'What an instance used and served in a minute, an hour or a day of Europe/Berlin; null where nothing was measured. Memory and storage are the highest of the time. Rows of the authority''s own pages carry its id as instance.';
call kernel.protect_tenant_table('monitoring.figure');

create table monitoring.alert (
  tenant_id uuid not null,
  id uuid not null,
  rule text not null,
  subject text not null,
  label text not null,
  severity text not null check (severity in ('warning', 'danger')),
  value double precision,
  since timestamptz not null,
  fired_at timestamptz,
  resolved_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  note text,
  primary key (tenant_id, id)
);
create unique index alert_open on monitoring.alert (tenant_id, rule, subject) where resolved_at is null;
create index alert_by_time on monitoring.alert (tenant_id, since);
comment on table monitoring.alert is 'What was wrong, since when, until when. Pending until fired_at, open until resolved_at. Those of the platform itself belong to the platform.';
comment on column monitoring.alert.subject is 'What the rule looked at: id of an instance, name of a host, or - for the platform.';
call kernel.protect_tenant_table('monitoring.alert');

create table monitoring.mail_wish (
  tenant_id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  primary key (tenant_id, account_id)
);
comment on table monitoring.mail_wish is 'Who wants alerts of the authority by e-mail. The address stays with the account.';
call kernel.protect_tenant_table('monitoring.mail_wish', 'select, insert, delete');

create table monitoring.alert_mail (
  tenant_id uuid not null,
  alert_id uuid not null,
  account_id uuid not null,
  moment text not null check (moment in ('fired', 'resolved')),
  sent_at timestamptz not null,
  primary key (tenant_id, alert_id, account_id, moment)
);
comment on table monitoring.alert_mail is 'Which e-mail of an alert was sent to whom, so that none is sent twice.';
call kernel.protect_tenant_table('monitoring.alert_mail');

create table monitoring.incident (
  tenant_id uuid not null,
  id uuid not null,
  impact text not null check (impact in ('disturbed', 'slow', 'notice')),
  apps text[] not null,
  authorities uuid[] not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check (ended_at >= started_at)
);
create index incident_by_time on monitoring.incident (tenant_id, started_at);
comment on table monitoring.incident is 'Disturbances that the operator tells people of. Empty lists mean all apps, all authorities. Belongs to the platform.';
call kernel.protect_tenant_table('monitoring.incident', 'select, insert, update');

create table monitoring.incident_update (
  tenant_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  at timestamptz not null,
  stage text not null check (stage in ('looking', 'found', 'watching', 'ended')),
  text_de text not null,
  text_en text,
  written_by uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, incident_id) references monitoring.incident (tenant_id, id)
);
create index incident_update_in_order on monitoring.incident_update (tenant_id, incident_id, at);
comment on table monitoring.incident_update is 'What was said of an incident, in the order in which it was said; never changed.';
call kernel.protect_tenant_table('monitoring.incident_update', 'select, insert');

create table monitoring.maintenance (
  tenant_id uuid not null,
  id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  apps text[] not null,
  authorities uuid[] not null,
  text_de text not null,
  text_en text,
  announced_at timestamptz not null,
  announced_by uuid not null,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  check (ends_at > starts_at),
  check (announced_at <= starts_at)
);
create index maintenance_by_time on monitoring.maintenance (tenant_id, ends_at);
comment on table monitoring.maintenance is 'Work announced before it begins. Empty lists mean all apps, all authorities. Belongs to the platform.';
call kernel.protect_tenant_table('monitoring.maintenance', 'select, insert, update');

create table monitoring.public_service (
  tenant_id uuid not null,
  instance_id uuid not null,
  shown boolean not null,
  name_de text not null,
  name_en text,
  primary key (tenant_id, instance_id)
);
comment on table monitoring.public_service is 'Whether and under which plain name people see an instance on the status page.';
call kernel.protect_tenant_table('monitoring.public_service', 'select, insert, update');

create table monitoring.promise (
  tenant_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  availability_ppm integer not null check (availability_ppm between 1 and 1000000),
  valid_from date not null,
  source text not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (tenant_id, id)
);
create index promise_by_contract on monitoring.promise (tenant_id, contract_id, valid_from);
comment on table monitoring.promise is 'Availability that a contract promises, as somebody entered it with its source. Without a row nothing is promised. Never changed; the newest valid one counts.';
comment on column monitoring.promise.availability_ppm is 'Millionths: 995000 is 99.5 percent.';
call kernel.protect_tenant_table('monitoring.promise', 'select, insert');

create table monitoring.report (
  tenant_id uuid not null,
  contract_id uuid not null,
  month date not null,
  file_id uuid not null,
  data_key_id uuid not null,
  sha256 text not null,
  size_bytes integer not null,
  content jsonb not null,
  made_at timestamptz not null,
  primary key (tenant_id, contract_id, month)
);
comment on table monitoring.report is 'Monthly report on a contract: what it says, and the PDF/UA file. Made once and never changed.';
call kernel.protect_tenant_table('monitoring.report', 'select, insert');

create table monitoring.meter (
  tenant_id uuid not null,
  contract_id uuid not null,
  instance_id uuid not null,
  month date not null,
  app text not null,
  plan text,
  days_running integer not null,
  unknown_minutes integer not null,
  storage_peak_bytes bigint,
  requests bigint,
  sha256 text not null,
  closed_at timestamptz not null,
  primary key (tenant_id, contract_id, instance_id, month)
);
comment on table monitoring.meter is 'What is billed by: one row per instance and month, closed when the month is over and never changed. sha256 is over the row in canonical form and stands in the audit log.';
comment on column monitoring.meter.requests is 'Null where nothing counts requests.';
call kernel.protect_tenant_table('monitoring.meter', 'select, insert');
