-- Private shares in the body behind the platform end the in-house ground while they last (§ 108 GWB). New table, no locks on existing ones.
create table membership.private_share (
  valid_from date primary key,
  valid_until date check (valid_until >= valid_from),
  holder text not null,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null
);
comment on table membership.private_share is 'Times in which somebody private has a share in the body behind the platform; no order goes the in-house way on such a day. valid_until is filled in when it ends.';
call kernel.open_reference_table('membership.private_share', 'select, insert, update');
