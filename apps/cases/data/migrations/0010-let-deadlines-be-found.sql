-- The index by deadline, over an expression that PostgreSQL trusts before it has checked whose row it is: it takes a case expression for free of leaks, and coalesce not, so that under row-level security a range of days was
-- looked for in the whole table. Built on the table as it is: on a million cases that takes seconds, in which nobody can write to it.
create index case_file_by_deadline on cases.case_file (tenant_id, is_open, (case when due_on is null then 'infinity'::date else due_on end), received_at, id);
drop index cases.case_file_by_due;
