-- What of an offer is charged by use, beside the price of a contribution class; and no amount beyond reason. New table; the check reads offer_price once, a small table.
create table catalog.offer_rate (
  offer uuid not null references catalog.offer on delete restrict,
  valid_from date not null,
  flat_cents bigint not null check (flat_cents between 0 and 10000000000),
  cents_per_case bigint not null check (cents_per_case between 0 and 100000000),
  cents_per_user bigint not null check (cents_per_user between 0 and 100000000),
  minimum_cents bigint not null check (minimum_cents between 0 and 10000000000),
  label text,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (offer, valid_from),
  check (flat_cents + cents_per_case + cents_per_user + minimum_cents > 0)
);
comment on table catalog.offer_rate is 'Parts of a price that do not follow the contribution class: flat, per case, per user, and the least that is charged a year. In force from a day until the next one; rows are never changed.';
comment on column catalog.offer_rate.label is 'Shown beside the price, such as Beispielwerte; null for a price in force.';
alter table catalog.offer_price add constraint no_absurd_price check (cents_per_year <= 10000000000);
call kernel.open_reference_table('catalog.offer_rate', 'select, insert');
