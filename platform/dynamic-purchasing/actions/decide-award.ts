import { requirePermission, requireStaff, systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { listOffers as listStoreOffers } from '@allmende/catalog';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { formatEuro, type Cents } from '@allmende/money';
import { recordSystemAward } from '@allmende/procurement';
import { addDays, type PlainDate } from '@allmende/time';
import { listInvited } from '../data/bidder.ts';
import { findEvaluation, getCompetition, saveCompetition, saveEvaluation } from '../data/competition.ts';
import { insertNotice, listOffers, listOpened } from '../data/offer.ts';
import { AnotherPersonNeeded, NotNow } from '../domain/errors.ts';
import { evaluateOffers, type Evaluation, type Judgement } from '../domain/evaluation.ts';
import { awardNotices } from '../domain/notice.ts';
import { decideAwards, runCompetitions } from '../domain/permissions.ts';
import { RENDER_RECORD } from '../domain/render-record-ticket.ts';
import { TELL_BIDDER } from '../domain/tell-bidder-ticket.ts';
import { countPeriod } from './periods.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys'>;

/** Evaluates all opened offers, with a reason for each; may be done again until somebody has decided. Throws NotFound, NotNow, InvalidInput with a problem at each field. */
export async function evaluateCompetition(ctx: Context, input: { readonly competition: string; readonly judgements: readonly Judgement[] }): Promise<Evaluation> {
  requirePermission(ctx.actor, runCompetitions, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition, 'update');
    if (competition.state !== 'opened' && competition.state !== 'evaluated') throw new NotNow('Gewertet wird nach der Öffnung der Angebote und vor der Entscheidung.');
    const offers = await listOffers(tx, competition.id);
    const opened = (await listOpened(tx, ctx.keys, competition)).flatMap((one) => { const offer = offers.find(({ id }) => id === one.offer); return offer === undefined ? [] : [{ ...one, digest: offer.digest }]; });
    const evaluation = evaluateOffers(competition.content, opened, input.judgements);
    const at = ctx.clock.now();
    await saveEvaluation(tx, ctx.keys, competition, evaluation);
    await saveCompetition(tx, { ...competition, state: 'evaluated', evaluatedBy: accountId, evaluatedAt: at });
    await record(tx, {
      actor: ctx.actor, action: 'dynamic-purchasing/offers-evaluated', subject: { kind: 'competition', id: competition.id }, at,
      facts: { offers: opened.length, excluded: evaluation.judgements.filter((one) => one.excludedBecause !== null).length, first: evaluation.ranking[0]?.offer ?? 'none' },
    });
    return evaluation;
  });
}

/**
 * Decides for the first of the ranking and tells everybody with reasons. Where the authority stated that the threshold is reached, the award waits for the standstill of § 134 GWB. Throws NotFound, NotNow,
 * AnotherPersonNeeded for whoever evaluated.
 */
export async function announceAward(ctx: Context, input: { readonly competition: string }): Promise<void> {
  requirePermission(ctx.actor, decideAwards, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const today = ctx.clock.today();
  const standstill = await countPeriod(ctx, { key: 'standstill-electronic', event: today, for: 'bidders' });
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition, 'update');
    const evaluation = await findEvaluation(tx, ctx.keys, competition);
    if (competition.state !== 'evaluated' || evaluation === undefined) throw new NotNow('Entschieden wird nach der Wertung, und nur einmal.');
    if (competition.evaluatedBy === accountId) throw new AnotherPersonNeeded();
    const offers = await listOffers(tx, competition.id);
    const winner = offers.find((one) => one.id === evaluation.ranking[0]?.offer);
    if (winner === undefined) throw new NotNow('Alle Angebote sind ausgeschlossen. Sie können den Wettbewerb aufheben.');
    const at = ctx.clock.now();
    const awardFrom = competition.content.aboveThreshold ? addDays(standstill.lastDay, 1) : today;
    const invited = await listInvited(tx, competition.id);
    const notices = awardNotices(competition, evaluation, { offers, opened: await listOpened(tx, ctx.keys, competition), invited: invited.map((one) => one.id), winner, awardFrom, basis: competition.content.aboveThreshold ? standstill.period.basis : null });
    await saveCompetition(tx, { ...competition, state: 'announced', announcedBy: accountId, announcedAt: at, awardFrom, winner: winner.id });
    for (const [bidder, notice] of notices) {
      await insertNotice(tx, ctx.keys, competition, bidder, notice, at);
      await enqueue(tx, TELL_BIDDER, { bidder, about: 'award', authority: tx.tenant, competition: competition.id });
    }
    await record(tx, {
      actor: ctx.actor, action: 'dynamic-purchasing/award-announced', subject: { kind: 'competition', id: competition.id }, at,
      facts: { winner: winner.id, digest: winner.digest, notices: notices.size, awardFrom, ...(competition.content.aboveThreshold ? { basis: standstill.period.basis } : {}) },
    });
  });
}

/** What of the store may be ordered on the ground of an award. */
export type OrderableAward = { readonly offers: readonly string[]; readonly centsPerYear: Cents; readonly validUntil: PlainDate };

/**
 * Awards, once the standstill is over; the record of award is written afterwards. With `order` the award becomes the proof on which one order of these store offers can rest, in the same transaction. Throws NotFound,
 * NotNow, AnotherPersonNeeded for whoever evaluated, InvalidInput (`/offers`, `/centsPerYear`, `/validUntil`).
 */
export async function awardContract(ctx: Context, input: { readonly competition: string; readonly order?: OrderableAward | undefined }): Promise<void> {
  requirePermission(ctx.actor, decideAwards, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const { order } = input;
  if (order !== undefined) await checkStoreOffers(ctx, order);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition, 'update');
    if (competition.state !== 'announced' || competition.awardFrom === null) throw new NotNow('Der Zuschlag folgt auf die Entscheidung und die Mitteilungen, und nur einmal.');
    if (competition.evaluatedBy === accountId) throw new AnotherPersonNeeded();
    if (ctx.clock.today() < competition.awardFrom) throw new NotNow(`Der Zuschlag darf erst ab dem ${competition.awardFrom.split('-').reverse().join('.')} erteilt werden (§ 134 Abs. 2 GWB).`);
    const at = ctx.clock.now();
    await saveCompetition(tx, { ...competition, state: 'awarded', awardedBy: accountId, awardedAt: at });
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/contract-awarded', subject: { kind: 'competition', id: competition.id }, facts: { winner: competition.winner ?? 'none', number: competition.number }, at });
    await enqueue(tx, RENDER_RECORD, { tenant: tx.tenant, competition: competition.id });
    if (order === undefined) return;
    const winner = (await listOffers(tx, competition.id)).find((one) => one.id === competition.winner);
    const price = (await listOpened(tx, ctx.keys, competition)).find((one) => one.offer === competition.winner)?.price;
    if (winner === undefined || price === undefined || price === null) throw new NotNow('Zu diesem Zuschlag fehlt das Angebot.');
    if (order.centsPerYear > price) throw new InvalidInput([{ pointer: '/centsPerYear', code: 'too-much', message: `Der Preis im Jahr kann nicht über dem angebotenen Gesamtpreis von ${formatEuro(price)} liegen.` }]);
    await recordSystemAward({ clock: ctx.clock, actor: systemActor('dynamic-purchasing') }, tx, {
      id: competition.id, authority: tx.tenant, system: competition.content.systemTitle, call: `${competition.number} ${competition.content.title}`, contractor: winner.bidderName, contractorKey: winner.bidder, offers: order.offers,
      centsPerYear: order.centsPerYear, awardedOn: ctx.clock.today(), validUntil: order.validUntil, record: `Vergabevermerk ${competition.number}`, systemOcid: null,
    });
  });
}

async function checkStoreOffers(ctx: Context, order: OrderableAward): Promise<void> {
  const offers = await listStoreOffers(ctx);
  if (order.offers.some((id) => !offers.some((one) => one.id === id))) throw new InvalidInput([{ pointer: '/offers', code: 'unknown', message: 'Ein Angebot steht nicht mehr im Store. Bitte wählen Sie neu.' }]);
}
