import { defineJob } from '@allmende/jobs';
import { renewCertificates } from '../actions/renew-certificates.ts';
import { renewCertificatesTicket } from '../domain/renew-ticket.ts';

export const renewCertificatesJob = defineJob({ ...renewCertificatesTicket, cron: '13 * * * *', handle: async (house) => { await renewCertificates(house); } });
