-- What justified the choice of an order is frozen when it is handed in: search, solutions found, their offers with prices, vetting and sustainability. One new table, one nullable column, two triggers; locks purchase_order for a moment.
-- Orders from before keep the shorter list that lies in their content.
create table procurement.order_choice (
  tenant_id uuid not null,
  order_id uuid not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  content text not null check (content::jsonb ->> 'format' = 'allmende-order-choice/1' and content::jsonb ->> 'order' = order_id::text),
  frozen_by uuid not null,
  frozen_at timestamptz not null,
  primary key (tenant_id, order_id),
  unique (tenant_id, order_id, sha256),
  foreign key (tenant_id, order_id) references procurement.purchase_order on delete restrict
);
comment on table procurement.order_choice is 'What justified the choice of an order, as it was when the order was handed in. Rows are never changed or deleted.';
comment on column procurement.order_choice.content is 'OrderChoice of domain/order-choice.ts as the very text that the hash is of: it goes into the bundle of the contract as choice.json.';
comment on column procurement.order_choice.sha256 is 'SHA-256 of content in UTF-8; also in the audit log.';
call kernel.protect_tenant_table('procurement.order_choice', 'select, insert');

alter table procurement.purchase_order add column choice_sha256 text;
comment on column procurement.purchase_order.choice_sha256 is 'The frozen choice that the order was handed in with; null in drafts and in orders from before it was frozen whole.';
alter table procurement.purchase_order add constraint choice_of_order foreign key (tenant_id, id, choice_sha256) references procurement.order_choice (tenant_id, order_id, sha256) on delete restrict;

create function procurement.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed', tg_table_name;
end
$$;
create trigger never_changes before update or delete or truncate on procurement.order_choice for each statement execute function procurement.refuse_change();

-- A check cannot see the row as it was. After the checks, so that these say first what is wrong.
create function procurement.keep_what_was_handed_in() returns trigger language plpgsql as $$
begin
  if new.state not in ('draft', 'cancelled') and (tg_op = 'INSERT' or old.state = 'draft') and new.choice_sha256 is null then
    raise exception 'an order is handed in with its choice';
  end if;
  if tg_op = 'UPDATE' and old.submitted_at is not null and (
    (old.choice_sha256, old.submitted_by, old.submitted_at, old.need_id, old.taken_over_from) is distinct from (new.choice_sha256, new.submitted_by, new.submitted_at, new.need_id, new.taken_over_from)
    or old.content -> 'lines' is distinct from new.content -> 'lines' or old.content -> 'choice' is distinct from new.content -> 'choice'
  ) then
    raise exception 'what an order was handed in with never changes';
  end if;
  return new;
end
$$;
create trigger keeps_what_was_handed_in after insert or update on procurement.purchase_order for each row execute function procurement.keep_what_was_handed_in();
