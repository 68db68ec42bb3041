-- The gateway: names under which instances answer, who may use them, ways in, traffic. New tables only.
create table gateway.host (
  name text primary key check (name = lower(name) and length(name) between 1 and 253),
  kind text not null check (kind in ('label', 'own')),
  authority_id uuid not null,
  instance_id uuid not null,
  created_at timestamptz not null
);
create unique index host_label_of_instance on gateway.host (instance_id) where kind = 'label';
comment on table gateway.host is 'Names in DNS under which instances answer: public, and each given once for good.';
comment on column gateway.host.name is 'Label below the apps domain, or the whole name of a domain of the authority''s own.';
call kernel.open_reference_table('gateway.host', 'select, insert, delete');

create table gateway.instance_grant (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  until timestamptz check (until > since),
  granted_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  primary key (tenant_id, id)
);
create unique index instance_grant_open on gateway.instance_grant (tenant_id, instance_id, account_id) where ended_at is null;
comment on table gateway.instance_grant is 'Who may use which instance. Ended ones stay, as a record.';
comment on column gateway.instance_grant.granted_by is 'Account that gave it; null for the platform itself.';
call kernel.protect_tenant_table('gateway.instance_grant', 'select, insert, update');

create table gateway.entry_code (
  tenant_id uuid not null,
  code_hash bytea not null,
  instance_id uuid not null,
  account_id uuid not null,
  platform_session_id uuid not null,
  state_hash bytea not null,
  host text not null,
  return_path text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, code_hash)
);
create index entry_code_to_forget on gateway.entry_code (expires_at);
comment on table gateway.entry_code is 'Codes with which a browser comes from the platform to an instance: used once, within a minute, by the browser that asked.';
comment on column gateway.entry_code.state_hash is 'SHA-256 of the secret that the browser holds as a cookie of the instance''s host.';
call kernel.protect_tenant_table('gateway.entry_code');

create table gateway.app_session (
  tenant_id uuid not null,
  token_hash bytea not null,
  instance_id uuid not null,
  account_id uuid not null,
  platform_session_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, token_hash)
);
create index app_session_by_token on gateway.app_session (token_hash);
create index app_session_to_forget on gateway.app_session (expires_at);
comment on table gateway.app_session is 'Persons who are in an instance. Holds only as long as the session of the platform and the grant do.';
call kernel.protect_tenant_table('gateway.app_session');

create table gateway.traffic (
  tenant_id uuid not null,
  instance_id uuid not null,
  minute timestamptz not null,
  process text not null,
  requests integer not null,
  client_errors integer not null,
  server_errors integer not null,
  unreachable integer not null,
  bytes_in bigint not null,
  bytes_out bigint not null,
  milliseconds bigint not null,
  latency integer[] not null,
  primary key (tenant_id, instance_id, minute, process)
);
create index traffic_by_minute on gateway.traffic (minute);
comment on table gateway.traffic is 'Requests to instances, counted per minute and gateway process; no addresses, no persons.';
comment on column gateway.traffic.unreachable is 'Requests that found the instance not answering; also counted in server_errors.';
comment on column gateway.traffic.latency is 'How many requests took at most 10, 25, 50, 100, 250, 500, 1000, 2500, 5000 ms, and longer.';
call kernel.protect_tenant_table('gateway.traffic');
