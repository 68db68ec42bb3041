import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { storeContractDocuments } from '../actions/store-contract-documents.ts';
import { RENDER_DOCUMENTS } from '../domain/render-ticket.ts';

/** Writes contract and processing agreement as PDF/UA. */
export const renderContractDocuments = defineJob({
  ...RENDER_DOCUMENTS,
  handle: async (house, { tenant, contract }) => { await storeContractDocuments(contextFor(house, systemActor('procurement'), tenantId(tenant)), { contract }); },
});
