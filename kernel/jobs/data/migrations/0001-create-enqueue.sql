-- The one door into the job library's own tables, so that the running platform needs no right on them. Locks nothing that exists.
create function jobs.enqueue(name text, payload json, queue text, run_at timestamptz, max_attempts int, job_key text) returns void
language sql security definer set search_path = '' as $$
  select graphile_worker.add_job(name, payload, queue, run_at, max_attempts, job_key)
$$;
comment on function jobs.enqueue is 'Enqueues a job in the caller''s transaction. Payloads hold ids only.';

create function jobs.dead_letters() returns table (id bigint, name text, attempts int, last_error text, created_at timestamptz, updated_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select job.id, task.identifier, job.attempts::int, left(job.last_error, 2000), job.created_at, job.updated_at
  from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id
  where job.attempts >= job.max_attempts and job.locked_at is null
$$;
create function jobs.retry_dead_letter(job_id bigint) returns boolean
language sql security definer set search_path = '' as $$
  with revived as (
    update graphile_worker._private_jobs set attempts = 0, run_at = now(), last_error = null, updated_at = now()
    where id = job_id and attempts >= max_attempts and locked_at is null returning id
  ) select exists (select from revived)
$$;
create function jobs.waiting() returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from graphile_worker._private_jobs where attempts < max_attempts
$$;
grant create on schema jobs to allmende_jobs;
alter function jobs.enqueue(text, json, text, timestamptz, int, text) owner to allmende_jobs;
alter function jobs.dead_letters() owner to allmende_jobs;
alter function jobs.retry_dead_letter(bigint) owner to allmende_jobs;
alter function jobs.waiting() owner to allmende_jobs;
revoke create on schema jobs from allmende_jobs;
revoke all on function jobs.enqueue(text, json, text, timestamptz, int, text), jobs.dead_letters(), jobs.retry_dead_letter(bigint), jobs.waiting() from public;
grant execute on function jobs.enqueue(text, json, text, timestamptz, int, text) to allmende_app, allmende_platform;
grant execute on function jobs.dead_letters(), jobs.retry_dead_letter(bigint), jobs.waiting() to allmende_platform;
