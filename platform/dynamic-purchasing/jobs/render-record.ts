import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { storeAwardRecord } from '../actions/award-records.ts';
import { RENDER_RECORD } from '../domain/render-record-ticket.ts';

/** Writes the record of award as PDF/UA. */
export const renderRecord = defineJob({
  ...RENDER_RECORD,
  handle: async (house, { tenant, competition }) => { await storeAwardRecord(contextFor(house, systemActor('dynamic-purchasing'), tenantId(tenant)), { competition }); },
});
