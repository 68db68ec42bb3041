-- The library's way of adding a job takes four statements; one suffices when the task and the queue are known already and no waiting job is to be replaced. Locks nothing that exists.
create or replace function jobs.enqueue(name text, payload json, queue text, run_at timestamptz, max_attempts int, job_key text, priority int) returns void
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if enqueue.job_key is null then
    insert into graphile_worker._private_jobs (task_id, job_queue_id, payload, run_at, max_attempts, priority)
      select task.id, known.id, enqueue.payload, coalesce(enqueue.run_at, now()), enqueue.max_attempts, enqueue.priority
      from graphile_worker._private_tasks as task left join graphile_worker._private_job_queues as known on known.queue_name = enqueue.queue
      where task.identifier = enqueue.name and (enqueue.queue is null or known.id is not null);
    if found then
      perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
      return;
    end if;
  end if;
  perform graphile_worker.add_job(enqueue.name, enqueue.payload, enqueue.queue, enqueue.run_at, enqueue.max_attempts, enqueue.job_key, enqueue.priority);
end
$$;
-- Queues that nothing waits in any more: each fetch of a job looks at all of them.
delete from graphile_worker._private_job_queues as unused
  where unused.locked_at is null and not exists (select from graphile_worker._private_jobs as job where job.job_queue_id = unused.id);
