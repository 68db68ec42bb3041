-- New prices by amendment: what a call-off counts against its framework agreement can grow, and higher prices pass the same gate as orders. Rewrites the key of a small table; the check reads contract_amendment once.
alter table procurement.framework_call add column amendment integer not null default 0 check (amendment >= 0);
alter table procurement.framework_call drop constraint framework_call_pkey;
alter table procurement.framework_call add primary key (framework, contract, amendment);
comment on column procurement.framework_call.amendment is 'The amendment by which more was called off; 0 for the call-off itself. Lower prices give nothing back.';

alter table procurement.contract_amendment add constraint agreed_with_every_step check (
  state <> 'agreed' or (
    (coalesce((content -> 'chain' ->> 'budget')::boolean, false) = false or content -> 'checks' ->> 'budget' is not null)
    and (coalesce((content -> 'chain' ->> 'council')::boolean, false) = false or content -> 'checks' ->> 'council' is not null)
    and (coalesce((content -> 'price' ->> 'centsPerYear')::bigint <= (content -> 'price' ->> 'beforeCentsPerYear')::bigint, true) or content -> 'proven' ->> 'kind' is not null)
    and (coalesce(content -> 'price' -> 'commitment' ->> 'kind', 'everyday') <> 'declaration' or content ->> 'declared' is not null)
  )
);
comment on column procurement.contract_amendment.content is 'Text, new term, new prices with their reasons and the steps that they need: see domain/amendment.ts.';
