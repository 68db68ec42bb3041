import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { openMailer } from '@allmende/mail';
import { tellBidder } from '../actions/tell-bidder.ts';
import { TELL_BIDDER } from '../domain/tell-bidder-ticket.ts';

/** Tells a bidder by e-mail. */
export const tellBidderJob = defineJob({
  ...TELL_BIDDER,
  handle: async (house, ticket) => { await tellBidder(contextFor(house, systemActor('dynamic-purchasing'), PLATFORM_TENANT), openMailer(house.config), ticket); },
});
