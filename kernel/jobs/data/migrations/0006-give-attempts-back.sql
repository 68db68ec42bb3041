-- How often a job was taken by a worker that was killed: it gets the attempt back that it never had, up to a limit, so that a job that kills its workers still comes to an end. Locks nothing that exists.
create table jobs.orphaned_job (
  job_id bigint primary key,
  times int not null
);
comment on table jobs.orphaned_job is 'Jobs that killed workers had taken, with how often; forgotten once the job is gone.';
grant select, insert, update, delete on jobs.orphaned_job to allmende_jobs;
