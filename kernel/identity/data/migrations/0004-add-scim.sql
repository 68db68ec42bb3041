-- People and groups that an authority's own directory provides by SCIM 2.0. Locks nothing that exists.
create table identity.scim_token (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  token_hash bytea not null check (length(token_hash) = 32),
  created_by uuid not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
comment on table identity.scim_token is 'Bearer tokens of an authority''s directory; the token itself is nowhere.';
call kernel.protect_tenant_table('identity.scim_token', 'select, insert, update');

create table identity.scim_user (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  user_name text not null,
  external_id text,
  attributes jsonb not null,
  active boolean not null,
  version bigint not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, account_id),
  unique (tenant_id, user_name)
);
comment on table identity.scim_user is 'People as the authority''s directory provides them. Personal data; never logged.';
comment on column identity.scim_user.user_name is 'In lower case and NFC: compared without regard to case.';
call kernel.protect_tenant_table('identity.scim_user', 'select, insert, update, delete');

create table identity.scim_group (
  tenant_id uuid not null,
  id uuid not null,
  display_name text not null,
  external_id text,
  role text,
  version bigint not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index scim_group_name on identity.scim_group (tenant_id, display_name);
comment on column identity.scim_group.role is 'The role that its members have, as a digital officer decided; empty when none.';
call kernel.protect_tenant_table('identity.scim_group', 'select, insert, update, delete');

create table identity.scim_member (
  tenant_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (tenant_id, group_id, user_id),
  foreign key (tenant_id, group_id) references identity.scim_group on delete cascade,
  foreign key (tenant_id, user_id) references identity.scim_user on delete cascade
);
create index scim_member_by_user on identity.scim_member (tenant_id, user_id);
comment on table identity.scim_member is 'Who is in which group of the authority''s directory.';
comment on table identity.scim_group is 'Groups as the authority''s directory provides them.';
call kernel.protect_tenant_table('identity.scim_member', 'select, insert, update, delete');
