import { may } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { listStuckJobs } from '../../actions/list-stuck-jobs.ts';
import { retryJob } from '../../actions/retry-job.ts';
import { retryJobs, seeFleet } from '../../domain/permissions.ts';
import { jobsView } from './jobs.view.ts';

export const jobsPage = definePage({
  method: 'GET', path: '/operator/jobs', access: seeFleet,
  async handle(request) {
    return show(jobsView({ ...(await listStuckJobs(request.ctx)), mayRetry: may(request.actor, retryJobs, PLATFORM_TENANT) }, request));
  },
});

export const retryJobPost = definePage({
  method: 'POST', path: '/operator/jobs/:job/retry', access: retryJobs, params: Type.Object({ job: Type.String({ pattern: '^[0-9]{1,15}$' }) }),
  async handle(request) {
    await retryJob(request.ctx, { job: Number(request.params.job) });
    return redirect(request.urlFor.operator('jobs'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The job is tried again.' : 'Die Aufgabe wird noch einmal versucht.' } });
  },
});
