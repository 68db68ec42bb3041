import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { Mailer } from '@allmende/mail';
import { findBidder } from '../data/bidder.ts';
import { getCompetition } from '../data/competition.ts';
import { listNotices } from '../data/offer.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'urlFor' | 'log'>;

const SUBJECTS = { admission: 'Über Ihren Teilnahmeantrag ist entschieden', invitation: 'Aufforderung zur Angebotsabgabe', award: 'Mitteilung zu einem Wettbewerb' };

/**
 * Tells a bidder by e-mail. A notice about an award goes along in full, because the period of § 134 GWB begins when the information is sent; of anything else only that it stands on the platform. Without a
 * configured mail server nothing is sent, and the log says so.
 */
export async function tellBidder(ctx: Context, mailer: Mailer | undefined, input: { readonly bidder: string; readonly about: keyof typeof SUBJECTS; readonly authority?: string; readonly competition?: string }): Promise<boolean> {
  if (mailer === undefined) {
    ctx.log.warn({ about: input.about }, 'no mail server is configured: a bidder was told on the platform only');
    return false;
  }
  const bidder = await ctx.database.withoutTenant((tx) => findBidder(tx, input.bidder));
  if (bidder === undefined) return false;
  const { authority, competition } = input;
  const notice = authority === undefined || competition === undefined ? undefined : await ctx.database.inTenant(tenantId(authority), async (tx) => (await listNotices(tx, ctx.keys, await getCompetition(tx, competition), bidder.id))[0]);
  const where = ctx.urlFor.absolute(ctx.urlFor.supplier('dynamic-purchasing'));
  const text = notice === undefined ? `Guten Tag,\n\nauf der Plattform liegt etwas für ${bidder.name} bereit: ${SUBJECTS[input.about]}.\n\n${where}\n` : `Guten Tag,\n\n${notice.subject}\n\n${notice.text}\n\n${where}\n`;
  await mailer.send({ to: bidder.email, subject: notice === undefined ? SUBJECTS[input.about] : notice.subject, text });
  return true;
}
