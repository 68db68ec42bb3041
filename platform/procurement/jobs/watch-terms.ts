import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { watchTerms as watch } from '../actions/watch-terms.ts';
import { listAuthoritiesWithContracts } from '../data/published-contract.ts';

/** Every night: reminds of last days of notice and ends contracts whose last day has passed. */
export const watchTerms = defineJob({
  name: 'procurement/watch-terms', payload: Type.Object({}), cron: '20 2 * * *',
  handle: async (house) => {
    for (const authority of await house.database.withoutTenant((tx) => listAuthoritiesWithContracts(tx))) await watch(house, tenantId(authority));
  },
});
