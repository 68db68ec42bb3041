import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { renderNotice } from '../actions/render-notice.ts';
import { RENDER_NOTICE } from '../domain/render-notice-job.ts';

/** Makes the PDF of a notice. */
export const renderNoticeJob = defineJob({ ...RENDER_NOTICE, handle: (house, { tenant, notice }) => renderNotice(house, { tenant: tenantId(tenant), notice }) });
