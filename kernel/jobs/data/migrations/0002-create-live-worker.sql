-- Which workers live, so that what a killed one had taken is free again at once and not after hours. Locks nothing that exists.
create table jobs.live_worker (
  worker_id text primary key,
  lock_key bigint not null
);
comment on table jobs.live_worker is 'Names under which worker processes take jobs. A process holds the advisory lock of its key as long as it lives.';
grant select, insert, delete on jobs.live_worker to allmende_jobs;
