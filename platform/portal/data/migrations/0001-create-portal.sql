-- Who answers for the pages of an authority, or of the platform under its own tenant. New schema, no locks on existing tables.
create table portal.legal_contact (
  tenant_id uuid primary key,
  body text not null,
  address text not null,
  phone text not null,
  email text not null,
  represented_by text not null,
  data_protection_officer text not null,
  data_protection_authority text not null,
  supervisory_authority text not null,
  accessibility_body text not null,
  entered_at timestamptz not null,
  entered_by text not null
);
comment on table portal.legal_contact is 'What imprint, privacy notice and accessibility statement name. Public; entered by the authority itself, never guessed. Empty = not entered.';
comment on column portal.legal_contact.body is 'The responsible body in its own words; empty = the name in the register.';
comment on column portal.legal_contact.accessibility_body is 'Body of the Land that enforces or arbitrates on accessibility, with its address.';
comment on column portal.legal_contact.entered_by is 'Account that entered it last.';
call kernel.protect_tenant_table('portal.legal_contact', 'select, insert, update');
