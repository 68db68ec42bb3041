-- A job with a key that waits already takes one statement more, and none of the library's four: what waits with the same content and is due is only held until the caller commits, so that no worker takes it before what it is
-- told of can be seen, and others who ask for it do not wait; every other one is replaced as the library does. One that a worker has taken is left to the library, which lets it end without its key. Locks nothing that exists.
create or replace function jobs.enqueue(name text, payload json, queue text, run_at timestamptz, max_attempts int, job_key text, priority int) returns void
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  insert into graphile_worker._private_jobs (task_id, job_queue_id, payload, run_at, max_attempts, priority, key)
    select task.id, known.id, enqueue.payload, coalesce(enqueue.run_at, now()), enqueue.max_attempts, enqueue.priority, enqueue.job_key
    from graphile_worker._private_tasks as task left join graphile_worker._private_job_queues as known on known.queue_name = enqueue.queue
    where task.identifier = enqueue.name and (enqueue.queue is null or known.id is not null)
    on conflict (key) do nothing;
  if not found and enqueue.job_key is not null then
    perform from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id
        left join graphile_worker._private_job_queues as known on known.id = job.job_queue_id
      where job.key = enqueue.job_key and job.locked_at is null and job.attempts = 0 and job.run_at <= now() and enqueue.run_at is null and job.payload::text = enqueue.payload::text
        and task.identifier = enqueue.name and known.queue_name is not distinct from enqueue.queue and job.max_attempts = enqueue.max_attempts and job.priority = enqueue.priority
      for key share of job;
    if not found then
      update graphile_worker._private_jobs as job
        set task_id = task.id, job_queue_id = known.id, payload = enqueue.payload, run_at = coalesce(enqueue.run_at, now()), max_attempts = enqueue.max_attempts, priority = enqueue.priority,
          revision = job.revision + 1, attempts = 0, last_error = null, flags = null, updated_at = now()
        from graphile_worker._private_tasks as task left join graphile_worker._private_job_queues as known on known.queue_name = enqueue.queue
        where job.key = enqueue.job_key and job.locked_at is null and task.identifier = enqueue.name and (enqueue.queue is null or known.id is not null);
    end if;
  end if;
  if found then
    perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
    return;
  end if;
  perform graphile_worker.add_job(enqueue.name, enqueue.payload, enqueue.queue, enqueue.run_at, enqueue.max_attempts, enqueue.job_key, enqueue.priority);
end
$$;
