-- Lets rooms say what may wait. Locks nothing that exists; the function without a priority stays for callers that have none.
create function jobs.enqueue(name text, payload json, queue text, run_at timestamptz, max_attempts int, job_key text, priority int) returns void
language sql security definer set search_path = '' as $$
  select graphile_worker.add_job(name, payload, queue, run_at, max_attempts, job_key, priority)
$$;
comment on function jobs.enqueue(text, json, text, timestamptz, int, text, int) is 'Enqueues a job in the caller''s transaction. Payloads hold ids only. Smaller priorities run first; 0 without.';
grant create on schema jobs to allmende_jobs;
alter function jobs.enqueue(text, json, text, timestamptz, int, text, int) owner to allmende_jobs;
revoke create on schema jobs from allmende_jobs;
revoke all on function jobs.enqueue(text, json, text, timestamptz, int, text, int) from public;
grant execute on function jobs.enqueue(text, json, text, timestamptz, int, text, int) to allmende_app, allmende_platform;
