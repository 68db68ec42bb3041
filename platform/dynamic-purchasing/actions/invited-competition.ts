import { PLATFORM_TENANT, tenantId, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { SealingSheet } from '@allmende/sealing';
import { findInvitation, listInvitations } from '../data/bidder.ts';
import { getCompetition } from '../data/competition.ts';
import { listNotices, listOffers } from '../data/offer.ts';
import { listQuestions, type Question } from '../data/question.ts';
import type { Bidder } from '../domain/bidder.ts';
import { isClosed, type Competition } from '../domain/competition.ts';
import type { Notice } from '../domain/notice.ts';
import { sealingSheet, type Offer } from '../domain/offer.ts';
import { bidderOf, findOwnBidder } from './bidder-of.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** What a bidder sees of a competition. */
export type SeenByBidder = {
  readonly competition: Competition; readonly isOver: boolean; readonly questions: readonly Question[]; readonly ownOffer: Offer | undefined; readonly notices: readonly (Notice & { readonly sentAt: Date })[]; readonly sheet: SealingSheet;
};

/** Does something in a competition to which the acting bidder was invited, in a transaction of the authority. Throws NotFound for every other one. */
export async function asInvited<Result>(ctx: Context, competition: string, work: (tx: TenantTx, bidder: Bidder) => Promise<Result>): Promise<Result> {
  const bidder = await bidderOf(ctx);
  const invitation = await ctx.database.withoutTenant((tx) => findInvitation(tx, bidder.id, competition));
  if (invitation === undefined) throw new NotFound();
  return ctx.database.inTenant(tenantId(invitation.authority), (tx) => work(tx, bidder));
}

/** One competition with the own offer and notices. Throws NotFound, NoBidder. */
export async function getInvitedCompetition(ctx: Context, input: { readonly competition: string }): Promise<SeenByBidder> {
  return asInvited(ctx, input.competition, async (tx, bidder) => {
    const competition = await getCompetition(tx, input.competition);
    return {
      competition, isOver: isClosed(competition, ctx.clock.now()), questions: await listQuestions(tx, ctx.keys, competition), ownOffer: (await listOffers(tx, competition.id)).find((one) => one.bidder === bidder.id),
      notices: await listNotices(tx, ctx.keys, competition, bidder.id), sheet: sealingSheet(competition, bidder.id),
    };
  });
}

/** The competitions to which the own enterprise was invited, the newest first. */
export async function listInvitedCompetitions(ctx: Context): Promise<readonly Competition[]> {
  const { bidder } = await findOwnBidder(ctx);
  if (bidder === undefined) return [];
  const invitations = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => listInvitations(tx, bidder.id));
  const found: Competition[] = [];
  for (const one of invitations.slice(0, 100)) found.push(await ctx.database.inTenant(tenantId(one.authority), (tx) => getCompetition(tx, one.competition)));
  return found;
}
