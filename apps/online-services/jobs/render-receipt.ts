import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob, MAY_WAIT } from '@allmende/jobs';
import { Type } from 'typebox';
import { renderReceipt } from '../actions/render-receipt.ts';

/** Makes the receipt of an application as a PDF; does nothing when it is there. */
export const renderReceiptJob = defineJob({
  name: 'online-services/render-receipt',
  payload: Type.Object({ tenant: Type.String(), application: Type.String() }),
  priority: MAY_WAIT,
  handle: async (house, { tenant, application }) => {
    await renderReceipt(contextFor(house, systemActor('online-services'), tenantId(tenant)), { application });
  },
});
