-- A job with a key takes one statement too when none with its key is there yet. Locks nothing that exists.
create or replace function jobs.enqueue(name text, payload json, queue text, run_at timestamptz, max_attempts int, job_key text, priority int) returns void
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  insert into graphile_worker._private_jobs (task_id, job_queue_id, payload, run_at, max_attempts, priority, key)
    select task.id, known.id, enqueue.payload, coalesce(enqueue.run_at, now()), enqueue.max_attempts, enqueue.priority, enqueue.job_key
    from graphile_worker._private_tasks as task left join graphile_worker._private_job_queues as known on known.queue_name = enqueue.queue
    where task.identifier = enqueue.name and (enqueue.queue is null or known.id is not null)
    on conflict (key) do nothing;
  if found then
    perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
    return;
  end if;
  perform graphile_worker.add_job(enqueue.name, enqueue.payload, enqueue.queue, enqueue.run_at, enqueue.max_attempts, enqueue.job_key, enqueue.priority);
end
$$;
