import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { tellApp } from '../actions/tell-app.ts';
import type { Issuers } from '../actions/issuers.ts';
import { tellAppTicket } from '../domain/tell-app-ticket.ts';

export function tellAppJob(issuers: Issuers) {
  return defineJob({ ...tellAppTicket, handle: (house, { tenant, sid }) => tellApp(house, issuers, { tenant: tenantId(tenant), sid }) });
}
