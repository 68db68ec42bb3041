-- Why somebody has a role: as a deputy, or because the authority's directory says so. Adding empty columns locks the table for an instant.
alter table access.role_grant add column deputy_for uuid, add column source text not null default 'person' check (source in ('person', 'directory'));
comment on column access.role_grant.deputy_for is 'Account whose work is done in the meantime; the role always has a last day then, and ends with the role of that account.';
comment on column access.role_grant.source is 'directory: given by a group of the authority''s own directory (SCIM), and taken away by it.';
alter table access.role_grant add constraint deputy_has_last_day check (deputy_for is null or valid_until is not null);
