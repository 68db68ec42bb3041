import type { ActionContext } from '@allmende/house';
import { ownSupplier } from '@allmende/suppliers';
import { findBidder, saveBidder } from '../data/bidder.ts';
import { checkBidder, type Bidder, type BidderInput } from '../domain/bidder.ts';
import { NoBidder } from '../domain/errors.ts';

type Context = Pick<ActionContext, 'database' | 'actor'>;

/** The bidder that the acting person works for; undefined when the supplier has not entered what is needed yet. Throws SignInNeeded, NotFound for everybody who works for no admitted supplier. */
export async function findOwnBidder(ctx: Context): Promise<{ readonly supplier: { readonly id: string; readonly name: string }; readonly bidder: Bidder | undefined }> {
  const { id, name } = await ownSupplier(ctx);
  return { supplier: { id, name }, bidder: await ctx.database.withoutTenant((tx) => findBidder(tx, id)) };
}

/** The same, and throws NoBidder where nothing is entered. */
export async function bidderOf(ctx: Context): Promise<Bidder> {
  const { bidder } = await findOwnBidder(ctx);
  if (bidder === undefined) throw new NoBidder();
  return bidder;
}

/** Enters where notices to the own enterprise go; costs nothing (§ 22 Abs. 5 VgV). Throws InvalidInput. */
export async function enterBidder(ctx: Context & Pick<ActionContext, 'clock'>, input: BidderInput): Promise<Bidder> {
  const { id, name } = await ownSupplier(ctx);
  const bidder: Bidder = { id, name, ...checkBidder(input), registeredAt: ctx.clock.now() };
  await ctx.database.withoutTenant((tx) => saveBidder(tx, bidder));
  return bidder;
}
