-- A longer term passes the same gate as higher prices: without the ground proven again it is not agreed. The check reads contract_amendment once; what was agreed before is kept as it was.
alter table procurement.contract_amendment add constraint agreed_longer_with_proof check (
  state <> 'agreed' or coalesce((content -> 'price' ->> 'isLonger')::boolean, false) = false or content -> 'proven' ->> 'kind' is not null
);
