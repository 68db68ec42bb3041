import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { createDataKey } from '@allmende/secrets';
import { addDays, berlinMidnight, type PlainDate } from '@allmende/time';
import { insertInvitation, listAdmitted, listInvited } from '../data/bidder.ts';
import { findEvaluation, getCompetition as loadCompetition, insertCompetition, listCompetitions as loadCompetitions, nextCompetitionCount, saveCompetition } from '../data/competition.ts';
import { insertNotice, listOffers, listOpened, listReleases } from '../data/offer.ts';
import { listQuestions } from '../data/question.ts';
import { getSystem, markFirstCall } from '../data/system.ts';
import { checkCompetition, type Competition, type CompetitionInput } from '../domain/competition.ts';
import { NotNow } from '../domain/errors.ts';
import { runCompetitions, seeCompetitions } from '../domain/permissions.ts';
import { isOpen } from '../domain/purchasing-system.ts';
import { TELL_BIDDER } from '../domain/tell-bidder-ticket.ts';
import { listNamedKeys } from './officer-keys.ts';
import { countPeriod } from './periods.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys'>;

/** Sets a competition up as a draft. `authorityName` is how bidders read who asks. Throws InvalidInput, NotFound for an unknown system. */
export async function createCompetition(ctx: Context, input: CompetitionInput & { readonly authorityName: string }): Promise<Competition> {
  requirePermission(ctx.actor, runCompetitions, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const { problems, checked } = tryCheck(input);
  const system = await ctx.database.withoutTenant((tx) => getSystem(tx, input.system));
  const category = system.categories.find((one) => one.id === input.category);
  if (category === undefined) problems.push({ pointer: '/category', code: 'required', message: 'Bitte wählen Sie eine Kategorie.' });
  const keys = await listNamedKeys(ctx);
  const officers = [...new Set(input.officers)].map((thumbprint) => keys.find((one) => one.thumbprint === thumbprint));
  if (officers.includes(undefined)) problems.push({ pointer: '/officers', code: 'unknown', message: 'Eine der gewählten Personen hat inzwischen einen anderen Schlüssel. Bitte wählen Sie neu.' });
  if (problems.length > 0 || checked === undefined || category === undefined) throw new InvalidInput(problems);
  const at = ctx.clock.now();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const year = Number(ctx.clock.today().slice(0, 4));
    const competition: Competition = {
      id: newId(), number: `W-${year}-${String(await nextCompetitionCount(tx, year)).padStart(4, '0')}`, system: system.id, category: category.id, state: 'draft', dataKey: (await createDataKey(tx, ctx.keys)).id, createdBy: accountId, createdAt: at,
      content: {
        authorityName: input.authorityName, systemTitle: system.title, categoryName: category.name, ...checked, aboveThreshold: input.aboveThreshold, threshold: input.threshold,
        officers: officers.flatMap((one) => (one === undefined ? [] : [{ account: one.account, name: one.name, thumbprint: one.thumbprint, key: one.key }])),
      },
      deadline: null, invitedAt: null, openedAt: null, evaluatedBy: null, evaluatedAt: null, announcedBy: null, announcedAt: null, awardFrom: null, awardedBy: null, awardedAt: null, winner: null, cancelledBecause: null, record: null,
    };
    await insertCompetition(tx, competition);
    await record(tx, {
      actor: ctx.actor, action: 'dynamic-purchasing/competition-created', subject: { kind: 'competition', id: competition.id }, at,
      facts: { number: competition.number, system: system.id, category: category.id, officers: competition.content.officers.length, threshold: input.threshold, aboveThreshold: input.aboveThreshold },
    });
    return competition;
  });
}

/** The first day on which offers may still end, when the call goes out today: offers can be handed in until its end at the least. */
export async function earliestLastDay(ctx: Context): Promise<{ readonly day: PlainDate; readonly basis: string; readonly doubts: readonly string[] }> {
  const { lastDay, period, doubts } = await countPeriod(ctx, { key: 'offers', event: ctx.clock.today(), authority: ctx.tenant, for: 'bidders' });
  return { day: lastDay, basis: period.basis, doubts };
}

/**
 * Sends the call to all who are admitted to the category today; offers can be handed in until the end of `lastDay`. Refused before the first requests' period is over, without anybody admitted, and
 * with fewer days than the law wants. From then on the content stays as it is. Throws NotFound, NotNow, InvalidInput (`/lastDay`).
 */
export async function inviteBidders(ctx: Context, input: { readonly competition: string; readonly lastDay: PlainDate }): Promise<Competition> {
  requirePermission(ctx.actor, runCompetitions, ctx.tenant);
  const least = await earliestLastDay(ctx);
  if (input.lastDay < least.day) throw new InvalidInput([{ pointer: '/lastDay', code: 'too-early', message: `Die Angebotsfrist muss mindestens bis zum ${least.day.split('-').reverse().join('.')} reichen (${least.basis}).` }]);
  if (input.lastDay > addDays(ctx.clock.today(), 366)) throw new InvalidInput([{ pointer: '/lastDay', code: 'too-late', message: 'Bitte wählen Sie einen Tag innerhalb eines Jahres.' }]);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const draft = await loadCompetition(tx, input.competition, 'update');
    if (draft.state !== 'draft') throw new NotNow('Die Aufforderung ist schon abgesandt.');
    const system = await getSystem(tx, draft.system);
    const today = ctx.clock.today();
    if (!isOpen(system, today)) throw new NotNow('Das Beschaffungssystem läuft nicht mehr.');
    if (today <= system.firstRequestsUntil) throw new NotNow(`Bis zum Ende des ${system.firstRequestsUntil.split('-').reverse().join('.')} können erste Teilnahmeanträge eingehen (§ 24 Abs. 2 VgV). Danach können Sie auffordern.`);
    const admitted = await listAdmitted(tx, draft.category);
    if (admitted.length === 0) throw new NotNow('In dieser Kategorie ist noch niemand zugelassen.');
    const at = ctx.clock.now();
    const invited: Competition = { ...draft, state: 'invited', invitedAt: at, deadline: berlinMidnight(addDays(input.lastDay, 1)) };
    await saveCompetition(tx, invited);
    for (const bidder of admitted) {
      await insertInvitation(tx, { bidder: bidder.id, competition: draft.id, authority: tx.tenant, invitedAt: at });
      await enqueue(tx, TELL_BIDDER, { bidder: bidder.id, about: 'invitation' });
    }
    await markFirstCall(tx, system.id, at);
    await record(tx, {
      actor: ctx.actor, action: 'dynamic-purchasing/bidders-invited', subject: { kind: 'competition', id: draft.id }, at,
      facts: { invited: admitted.length, lastDay: input.lastDay, basis: least.basis, threshold: draft.content.threshold, keys: draft.content.officers.map((one) => one.thumbprint.slice(0, 20)).join(' ') },
    });
    return invited;
  });
}

/** Ends a competition without an award (§ 63 VgV), and tells all who were invited why. Throws NotFound, NotNow, InvalidInput (`/reason`). */
export async function cancelCompetition(ctx: Context, input: { readonly competition: string; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, runCompetitions, ctx.tenant);
  const reason = input.reason.trim();
  if (reason.length < 10 || reason.length > 2000) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte begründen Sie die Aufhebung (10 bis 2.000 Zeichen).' }]);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await loadCompetition(tx, input.competition, 'update');
    if (competition.state === 'awarded' || competition.state === 'cancelled') throw new NotNow('Dieser Wettbewerb ist schon beendet.');
    await saveCompetition(tx, { ...competition, state: 'cancelled', cancelledBecause: reason });
    const { number, content } = competition;
    for (const bidder of await listInvited(tx, competition.id)) {
      await insertNotice(tx, ctx.keys, competition, bidder.id, { kind: 'cancelled', subject: `Wettbewerb ${number} „${content.title}“ (${content.authorityName}) ist aufgehoben`, text: `Ein Zuschlag wird nicht erteilt. Grund: ${reason}` }, at);
      await enqueue(tx, TELL_BIDDER, { bidder: bidder.id, about: 'award' });
    }
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/competition-cancelled', subject: { kind: 'competition', id: competition.id }, facts: { from: competition.state }, at });
  });
}

/** The competitions of the authority, the newest first. */
export async function listCompetitions(ctx: Context): Promise<readonly Competition[]> {
  requirePermission(ctx.actor, seeCompetitions, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, loadCompetitions);
}

/** One competition with all that the authority may see now: before the deadline not even how many offers there are. Throws NotFound. */
export async function getCompetition(ctx: Context, input: { readonly competition: string }) {
  requirePermission(ctx.actor, seeCompetitions, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await loadCompetition(tx, input.competition);
    const isOver = competition.deadline !== null && ctx.clock.now().getTime() >= competition.deadline.getTime();
    const [questions, invited] = [await listQuestions(tx, ctx.keys, competition), competition.state === 'draft' ? await listAdmitted(tx, competition.category) : await listInvited(tx, competition.id)];
    return {
      competition, questions, invited, isOver, offers: isOver ? await listOffers(tx, competition.id) : [], releases: isOver ? await listReleases(tx, competition.id) : [], opened: isOver ? await listOpened(tx, ctx.keys, competition) : [],
      evaluation: await findEvaluation(tx, ctx.keys, competition),
    };
  });
}

function tryCheck(input: CompetitionInput): { readonly problems: FieldProblem[]; readonly checked: ReturnType<typeof checkCompetition> | undefined } {
  try {
    return { problems: [], checked: checkCompetition(input) };
  } catch (error) {
    if (error instanceof InvalidInput) return { problems: [...error.fields], checked: undefined };
    throw error;
  }
}
