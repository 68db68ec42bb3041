import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { recheckVulnerabilities } from '../actions/hand-in-sbom.ts';
import { RECHECK } from '../domain/recheck-ticket.ts';

/** Holds a solution against new advisories. */
export const recheckVulnerabilitiesJob = defineJob({ ...RECHECK, handle: async (house, { solution }) => { await recheckVulnerabilities(contextFor(house, systemActor('vetting'), PLATFORM_TENANT), { solution }); } });
